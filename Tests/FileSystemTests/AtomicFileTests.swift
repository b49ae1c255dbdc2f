import Foundation
import TestSupport
import Testing

@testable import whosaid

@Suite struct AtomicFileTests {
    private let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    @Test func aNewFileHasTheUsualPermissions() throws {
        try AtomicFile.write("text", to: folder.file("a"))
        let plain = folder.file("plain")
        try #require(FileManager.default.createFile(atPath: plain, contents: nil))
        #expect(try text("a") == "text")
        #expect(try permissions(folder.file("a")) == permissions(plain))
    }

    @Test func anExistingFileKeepsItsPermissions() throws {
        let path = try folder.write("old", to: "a")
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
        try AtomicFile.write("new", to: path)
        #expect(try text("a") == "new")
        #expect(try permissions(path) == 0o640)
    }

    @Test func readersOfTheOldFileKeepIt() throws {
        let path = try folder.write("old", to: "a")
        let reader = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        try AtomicFile.write("new text", to: path)
        #expect(try reader.readToEnd() == Data("old".utf8))
    }

    @Test func aLinkIsFollowed() throws {
        try folder.write("old", to: "a")
        try FileManager.default.createSymbolicLink(atPath: folder.file("link"), withDestinationPath: "a")
        try AtomicFile.write("new", to: folder.file("link"))
        #expect(try text("a") == "new")
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.file("link")) == "a")
    }

    @Test func aLinkToAFileThatIsNotThereYetIsFollowed() throws {
        let manager = FileManager.default
        try folder.write("", to: "sub/x")
        for (link, end) in [("one", "sub/two"), ("sub/two", "three"), ("absolute", folder.file("sub/four"))] {
            try manager.createSymbolicLink(atPath: folder.file(link), withDestinationPath: end)
        }
        #expect(AtomicFile.linkEnd(folder.file("one")) == folder.file("sub/three"))
        #expect(AtomicFile.linkEnd(folder.file("none")) == folder.file("none"))
        for (link, end) in [("one", "sub/three"), ("absolute", "sub/four")] {
            try AtomicFile.write("new", to: folder.file(link))
            #expect(try text(end) == "new")
        }
        #expect(try manager.destinationOfSymbolicLink(atPath: folder.file("one")) == "sub/two")
    }

    @Test func aLinkThatLeadsNowhereIsKept() throws {
        let manager = FileManager.default
        try manager.createSymbolicLink(atPath: folder.file("circle"), withDestinationPath: "circle")
        try manager.createSymbolicLink(atPath: folder.file("lost"), withDestinationPath: "none/a")
        for (link, reason) in [
            ("circle", "Too many levels of symbolic links"),
            ("lost", "No such file or directory; it is a symbolic link to \(folder.file("none/a"))"),
        ] {
            let path = folder.file(link)
            #expect(throws: CommandError.writeFailed(path: path, reason: reason)) {
                try AtomicFile.write("text", to: path)
            }
        }
        #expect(try manager.contentsOfDirectory(atPath: folder.path).sorted() == ["circle", "lost"])
    }

    @Test func devicesAreWrittenTo() throws {
        try AtomicFile.write("text", to: "/dev/null")
        var status = stat()
        #expect(stat("/dev/null", &status) == 0 && status.st_mode & S_IFMT == S_IFCHR)
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "needs /dev/full"))
    func failuresAreReported() throws {
        #expect(throws: CommandError.writeFailed(path: "/dev/full", reason: "No space left on device")) {
            try AtomicFile.write("text", to: "/dev/full")
        }
        let missing = folder.file("none/a")
        #expect(throws: CommandError.writeFailed(path: missing, reason: "No such file or directory")) {
            try AtomicFile.write("text", to: missing)
        }
        #expect(throws: CommandError.writeFailed(path: folder.path, reason: "Is a directory")) {
            try AtomicFile.write("text", to: folder.path)
        }
        let long = folder.file(String(repeating: "x", count: 255))
        #expect(throws: CommandError.writeFailed(path: long, reason: "File name too long")) {
            try AtomicFile.write("text", to: long)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    private func text(_ name: String) throws -> String {
        try String(contentsOfFile: folder.file(name), encoding: .utf8)
    }

    private func permissions(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }
}
