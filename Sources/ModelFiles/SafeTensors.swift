internal import FileSystem
import Foundation

/// Named tensors of a safetensors file, mapped into memory; values are copied out when asked for.
///
/// The header is validated as a whole when the file is opened, so that reading a tensor can fail only by name,
/// shape or type.
public final class SafeTensors: Sendable {
    private let file: MappedFile
    private let header: SafeTensorsHeader

    /// Path of the file.
    public var path: String { file.path }

    /// Names of all tensors, in the order of their data.
    public var names: [String] { header.names }

    /// Opens a file and validates its header.
    ///
    /// - Throws: `ModelFileError.missingFile`, `.file` or `.badHeader`.
    public convenience init(path: String) throws {
        try self.init(file: ModelFileError.map(path))
    }

    /// Validates the header of a file that is already mapped.
    init(file: MappedFile) throws {
        self.file = file
        header = try file.withBytes { try SafeTensorsHeader(bytes: $0, path: file.path) }
    }

    /// Shape of a tensor, row-major, or nil if there is none of this name.
    public func shape(of name: String) -> [Int]? { header.entries[name]?.shape }

    /// Values of a tensor as 32-bit floats.
    ///
    /// - Parameters:
    ///   - name: name in the file.
    ///   - shape: the shape that the caller needs.
    /// - Returns: all values, row-major; half-precision types (F16, BF16) are widened, which is exact.
    /// - Throws: `ModelFileError.missingTensor`, `.tensorShape` or `.tensorType`.
    public func floats(_ name: String, shape: [Int]) throws -> [Float] {
        let entry = try entry(name, shape: shape, types: [.float32, .float16, .bfloat16])
        return switch entry.type {
        case .float16: copy(entry, as: Float16.self).map(Float.init)
        case .bfloat16: copy(entry, as: UInt16.self).map { Float(bitPattern: UInt32($0) << 16) }
        default: copy(entry, as: Float.self)
        }
    }

    /// Values of a tensor as 64-bit floats.
    ///
    /// - Parameters:
    ///   - name: name in the file.
    ///   - shape: the shape that the caller needs.
    /// - Returns: all values, row-major.
    /// - Throws: `ModelFileError.missingTensor`, `.tensorShape` or `.tensorType`.
    public func doubles(_ name: String, shape: [Int]) throws -> [Double] {
        copy(try entry(name, shape: shape, types: [.float64]), as: Double.self)
    }

    private func entry(
        _ name: String, shape: [Int], types: [SafeTensorsHeader.ElementType]
    ) throws -> SafeTensorsHeader.Entry {
        guard let entry = header.entries[name] else {
            throw ModelFileError.missingTensor(path: path, name: name)
        }
        guard entry.shape == shape else {
            throw ModelFileError.tensorShape(path: path, name: name, expected: shape, found: entry.shape)
        }
        guard types.contains(entry.type) else {
            throw ModelFileError.tensorType(
                path: path, name: name, expected: types.map(\.rawValue), found: entry.type.rawValue)
        }
        return entry
    }

    /// Copies a tensor's elements; the file need not align them.
    private func copy<Element: BitwiseCopyable>(_ entry: SafeTensorsHeader.Entry, as: Element.Type) -> [Element] {
        let count = entry.byteRange.count / MemoryLayout<Element>.size
        return file.withBytes { bytes in
            [Element](unsafeUninitializedCapacity: count) { buffer, initializedCount in
                UnsafeMutableRawBufferPointer(buffer).copyMemory(
                    from: UnsafeRawBufferPointer(rebasing: bytes[entry.byteRange]))
                initializedCount = count
            }
        }
    }
}
