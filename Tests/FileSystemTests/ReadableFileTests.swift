import Foundation
import TestSupport
import Testing

@testable import FileSystem

@Suite struct ReadableFileTests {
    private let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    @Test func anOrdinaryNameStaysAsItIs() throws {
        let path = try folder.write("text", to: "a.wav")
        #expect(try ReadableFile(spelling: path).path == path)
        #expect(try ReadableFile(spelling: folder.file("none")).path == folder.file("none"))
    }

    @Test func aNameThatIsNoTextCanBeReadByEverything() throws {
        let bytes = Array(folder.file("bad").utf8) + [0xFF, 0xFE]
        try make(bytes, "content")
        let spelling = folder.file(#"bad\xFF\xFE"#)
        let file = try ReadableFile(spelling: spelling)
        #expect(try String(contentsOfFile: file.path, encoding: .utf8) == "content")
        let run = try ProgramRun("/bin/cat", [file.path])
        #expect(run.output == "content")
        #expect(try FileStamp(ofFileAt: spelling).byteCount == 7)
        #expect(try FileStamp(ofFileAt: spelling) == FileStamp(ofFileAt: file.path))
    }

    @Test func aNameThatLooksLikeASpellingIsMeantFirst() throws {
        try make(Array(folder.file("bad").utf8) + [0xFF], "bytes")
        let path = try folder.write("text", to: #"bad\xFF"#)
        #expect(try ReadableFile(spelling: path).path == path)
    }

    @Test func aMissingFileOfSuchANameIsMissing() throws {
        let spelling = folder.file(#"none\xFF"#)
        #expect(throws: FileError.missing(path: spelling)) { try ReadableFile(spelling: spelling) }
        #expect(throws: FileError.missing(path: spelling)) { try FileStamp(ofFileAt: spelling) }
    }

    private func make(_ path: [UInt8], _ text: String) throws {
        let descriptor = open(path.map { CChar(bitPattern: $0) } + [0], O_CREAT | O_WRONLY, 0o600)
        try #require(descriptor >= 0)
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try file.write(contentsOf: Data(text.utf8))
        try file.close()
    }
}
