import Foundation
import TestSupport
import Testing

@testable import FileSystem

@Suite struct AtomicFileTests {
    private let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    @Test func aNewFileHasTheUsualPermissions() throws {
        try AtomicFile.write(Data("text".utf8), to: folder.file("a"))
        let plain = folder.file("plain")
        try #require(FileManager.default.createFile(atPath: plain, contents: nil))
        #expect(try text("a") == "text")
        #expect(try permissions(folder.file("a")) == permissions(plain))
    }

    @Test func anExistingFileKeepsItsPermissions() throws {
        let path = try folder.write("old", to: "a")
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
        try AtomicFile.write(Data("new".utf8), to: path)
        #expect(try text("a") == "new")
        #expect(try permissions(path) == 0o640)
    }

    @Test func readersOfTheOldFileKeepIt() throws {
        let path = try folder.write("old", to: "a")
        let reader = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        try AtomicFile.write(Data("new text".utf8), to: path)
        #expect(try reader.readToEnd() == Data("old".utf8))
    }

    @Test func aLinkIsFollowed() throws {
        try folder.write("old", to: "a")
        try FileManager.default.createSymbolicLink(atPath: folder.file("link"), withDestinationPath: "a")
        try AtomicFile.write(Data("new".utf8), to: folder.file("link"))
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
            try AtomicFile.write(Data("new".utf8), to: folder.file(link))
            #expect(try text(end) == "new")
        }
        #expect(try manager.destinationOfSymbolicLink(atPath: folder.file("one")) == "sub/two")
    }

    @Test func aLinkThatLeadsNowhereIsKept() throws {
        let manager = FileManager.default
        try manager.createSymbolicLink(atPath: folder.file("circle"), withDestinationPath: "circle")
        try manager.createSymbolicLink(atPath: folder.file("lost"), withDestinationPath: "none/a")
        for (link, code) in [
            ("circle", ELOOP), ("lost", ENOENT),
        ] {
            let path = folder.file(link)
            #expect(throws: SystemError(.write, path: path, code: code)) {
                try AtomicFile.write(Data("text".utf8), to: path)
            }
        }
        #expect(try manager.contentsOfDirectory(atPath: folder.path).sorted() == ["circle", "lost"])
    }

    @Test func devicesAreWrittenTo() throws {
        try AtomicFile.write(Data("text".utf8), to: "/dev/null")
        var status = stat()
        #expect(stat("/dev/null", &status) == 0 && status.st_mode & S_IFMT == S_IFCHR)
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "needs /dev/full"))
    func failuresAreReported() throws {
        #expect(throws: SystemError(.write, path: "/dev/full", code: ENOSPC)) {
            try AtomicFile.write(Data("text".utf8), to: "/dev/full")
        }
        let missing = folder.file("none/a")
        #expect(throws: SystemError(.write, path: missing, code: ENOENT)) {
            try AtomicFile.write(Data("text".utf8), to: missing)
        }
        #expect(throws: SystemError(.write, path: folder.path, code: EISDIR)) {
            try AtomicFile.write(Data("text".utf8), to: folder.path)
        }
        let long = folder.file(String(repeating: "x", count: 255))
        #expect(throws: SystemError(.write, path: long, code: ENAMETOOLONG)) {
            try AtomicFile.write(Data("text".utf8), to: long)
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
