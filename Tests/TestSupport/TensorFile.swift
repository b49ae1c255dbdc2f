import Foundation

/// Writes small safetensors files with the weights of a test.
public struct TensorFile {
    private var entries: [String] = []
    private var bytes: [UInt8] = []

    /// Starts an empty file.
    public init() {}

    /// Adds a tensor of single-precision values.
    public mutating func add(_ name: String, shape: [Int], _ values: [Float]) {
        precondition(values.count == shape.reduce(1, *), "\(name) needs as many values as its shape says")
        let begin = bytes.count
        values.withUnsafeBytes { bytes.append(contentsOf: $0) }
        entries.append(#""\#(name)":{"dtype":"F32","shape":\#(shape),"data_offsets":[\#(begin),\#(bytes.count)]}"#)
    }

    /// Writes the file in a folder and gives its path.
    public func write(to folder: ScratchFolder, name: String = "tensors.safetensors") throws -> String {
        let header = Array("{\(entries.joined(separator: ","))}".utf8)
        let size = withUnsafeBytes(of: UInt64(header.count).littleEndian, Array.init)
        let path = folder.file(name)
        try Data(size + header + bytes).write(to: URL(filePath: path))
        return path
    }
}
