import FileSystem
import Foundation
import Transcript
import TranscriptImport
import TranscriptText

/// A file to import, with its content and format.
struct ImportFile {
    /// The path as the user wrote it.
    let path: String
    let content: Data
    let format: ImportFormat
    /// The RTTM with the speakers of the words of a CTM.
    var speech: (path: String, content: Data)?

    /// - Parameter format: Nil to recognize it by the content.
    /// - Throws: `CommandError.cannotRead`, `ImportError`.
    init(path: String, format: ImportFormat?) throws {
        do {
            content = try Data(contentsOf: URL(fileURLWithPath: path))
        } catch let error as CocoaError {
            let isMissing = [.fileReadNoSuchFile, .fileNoSuchFile].contains(error.code)
            throw CommandError.cannotRead(path: path, reason: error.plainReason, isMissing: isMissing)
        }
        self.path = path
        self.format = try format ?? ImportFormat(content: content, file: path)
    }

    /// SHA-256 of all imported bytes, which keeps a file from being imported twice.
    func contentHash() -> String { FileDigest.sha256(bytes: content + (speech?.content ?? Data())) }

    /// The transcript in the file.
    func transcript() throws(ImportError) -> ImportedTranscript {
        guard let speech else { return try format.read(content, file: path) }
        return try ImportFormat.read(words: content, file: path, speech: speech.content, speechFile: speech.path)
    }

    /// Joins each CTM with its RTTM: the one with the same name except for the extension, or the only one.
    static func paired(_ files: [ImportFile]) -> [ImportFile] {
        let speech = files.filter { $0.format == .rttm }
        let isOnlyPair = speech.count == 1 && files.count { $0.format == .ctm } == 1
        var used: Set<String> = []
        let joined = files.filter { $0.format != .rttm }.map { file in
            let own = speech.first { isOnlyPair || stem($0.path) == stem(file.path) }
            guard file.format == .ctm, let own else { return file }
            var file = file
            file.speech = (own.path, own.content)
            used.insert(own.path)
            return file
        }
        return joined + speech.filter { !used.contains($0.path) }
    }

    private static func stem(_ path: String) -> String { (path as NSString).deletingPathExtension }
}
