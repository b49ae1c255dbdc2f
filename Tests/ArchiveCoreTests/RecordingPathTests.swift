import Foundation
import TestSupport
import Testing

@testable import ArchiveCore

@Suite struct RecordingPathTests {
    @Test func pathsOfOneFileAreOnePath() throws {
        let folder = try ScratchFolder()
        let file = try folder.write("", to: "a/b/c.wav")
        try FileManager.default.createSymbolicLink(atPath: folder.file("link"), withDestinationPath: "a/b")
        for path in ["a/b/c.wav", "a//b/./c.wav", "a/b/../b/c.wav", "link/c.wav", "link/../b/c.wav"] {
            #expect(RecordingPath.canonical(folder.file(path)) == file, "\(path)")
        }
        #expect(RecordingPath.canonical(folder.file("a/b/..")) == folder.file("a"))
        #expect(RecordingPath.canonical(folder.file("a/")) == folder.file("a"))
    }

    @Test func theNameOfALinkStays() throws {
        let folder = try ScratchFolder()
        try folder.write("", to: "a.wav")
        try FileManager.default.createSymbolicLink(atPath: folder.file("link.wav"), withDestinationPath: "a.wav")
        #expect(RecordingPath.canonical(folder.file("link.wav")) == folder.file("link.wav"))
    }

    @Test(arguments: [
        ("/", "/"), ("//", "/"), ("/no/such/../folder/./x.wav", "/no/folder/x.wav"), ("/no/../../x.wav", "/x.wav"),
        ("/no/such/..", "/no"), ("/x.wav", "/x.wav"),
    ])
    func missingFoldersAreResolvedByTheirNames(path: String, canonical: String) {
        #expect(RecordingPath.canonical(path) == canonical)
    }

    @Test func aRelativePathStartsInTheCurrentFolder() throws {
        let current = try #require(realpath(".", nil))
        defer { free(current) }
        #expect(RecordingPath.canonical("x.wav") == String(cString: current) + "/x.wav")
    }
}
