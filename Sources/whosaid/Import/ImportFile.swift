import Foundation
import ModelFiles
import Transcript
import TranscriptImport
import TranscriptText

/// A file to import, read and recognised.
struct ImportFile {
    /// As the user gave it.
    let path: String
    let content: Data
    let format: ImportFormat
    /// The RTTM that says whose the words of a CTM are.
    var speech: (path: String, content: Data)?

    /// - Parameter format: Nil to tell by the content.
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

    /// SHA-256 of all bytes that are imported, by which a file is not imported twice.
    func contentHash() -> String { FileDigest.sha256(bytes: content + (speech?.content ?? Data())) }

    /// What the file says.
    func transcript() throws(ImportError) -> ImportedTranscript {
        guard let speech else { return try format.read(content, file: path) }
        return try ImportFormat.read(words: content, file: path, speech: speech.content, speechFile: speech.path)
    }

    /// Files with each CTM joined to its RTTM: that of the same name but for the extension, or the only one there is.
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
