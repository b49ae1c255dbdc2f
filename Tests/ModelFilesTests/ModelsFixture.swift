import FileSystem
import Foundation

@testable import ModelFiles

/// A small models folder: two models of one role, made anew for each test.
struct ModelsFixture {
    let folder: TemporaryFolder
    var directory: String { folder.path }

    /// Content of `one/model.safetensors`.
    static let tensors = SafeTensorsBuilder.file(type: "F32", shape: [2], values: [Float(1), 2])
    /// Content of `one/words.bin`.
    static let words: [UInt8] = [1, 2, 3]

    init() throws {
        folder = try TemporaryFolder()
        try folder.write(Self.tensors, to: "one/model.safetensors")
        try folder.write(Self.words, to: "one/words.bin")
        try folder.write([9], to: "two/model.safetensors")
        try writeManifest { $0 }
    }

    /// Writes the manifest after `change`.
    func writeManifest(_ change: (String) -> String) throws {
        let one =
            Self.model("one", files: [("one/model.safetensors", Self.tensors), ("one/words.bin", Self.words)])
        let two = Self.model("two", files: [("two/model.safetensors", [9])])
        let text = """
            {"version":1,"models":[\(one),\(two)],
             "samples":{"description":"","licence":"","source":\(Self.source),"files":[]}}
            """
        try folder.write(change(text).utf8, to: ModelStore.manifestName)
    }

    private static let source = """
        {"package":"p","version":"1","file":"f","bytes":1,"sha256":"\(FileDigest.sha256(bytes: []))"}
        """

    private static func model(_ id: String, files: [(path: String, bytes: [UInt8])]) -> String {
        let listed = files.map {
            #"{"path":"\#($0.path)","bytes":\#($0.bytes.count),"sha256":"\#(FileDigest.sha256(bytes: $0.bytes))"}"#
        }
        return """
            {"id":"\(id)","role":"asr","family":"f","description":"","licence":"MIT","attribution":"",
             "source":\(source),"sampleRate":16000,"dtype":"F32","files":[\(listed.joined(separator: ","))]}
            """
    }
}
