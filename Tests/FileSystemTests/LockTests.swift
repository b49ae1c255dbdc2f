import Foundation
import TestSupport
import Testing

@testable import FileSystem

@Suite struct LockTests {
    private let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    @Test func aLockedFileIsNobodyElses() throws {
        let path = folder.file("a")
        var file = try LockedFile.lock(path, create: true)
        #expect(file != nil)
        #expect(try LockedFile.lock(path, create: true) == nil)
        file = nil
        #expect(try LockedFile.lock(path, create: false) != nil)
        #expect(try FileStatus(path: path).permissions == 0o600)
    }

    @Test func whatIsWrittenIsReadUpToItsEnd() throws {
        let file = try #require(try LockedFile.lock(folder.file("a"), create: true))
        try file.write(Array("0123456789".utf8), at: 0)
        #expect(try file.read(4, at: 8) == Array("89".utf8))
        try file.write(Array("xy".utf8), at: 3)
        #expect(try file.byteCount() == 5)
        #expect(try file.read(100, at: 0) == Array("012xy".utf8))
        #expect(try file.read(1, at: 5).isEmpty)
        try file.remove()
        #expect(FileStatus.find(folder.file("a")) == nil)
        #expect(throws: SystemError(.remove, path: folder.file("a"), code: ENOENT)) { try file.remove() }
    }

    @Test func linksFoldersAndMissingFilesAreRefused() throws {
        let path = try folder.write("text", to: "a")
        try FileManager.default.createSymbolicLink(atPath: folder.file("link"), withDestinationPath: "a")
        let link = folder.file("link")
        #expect(throws: FileError.system(SystemError(.open, path: link, code: ELOOP))) {
            try LockedFile.lock(link, create: false)
        }
        #expect(throws: FileError.missing(path: folder.file("none"))) {
            try LockedFile.lock(folder.file("none"), create: false)
        }
        #expect(throws: FileError.self) { try LockedFile.lock(folder.path, create: false) }
        #expect(throws: FileError.foreign(path: "/dev/null")) { try LockedFile.lock("/dev/null", create: false) }
        #expect(try LockedFile.lock(path, create: false) != nil)
    }

    @Test func bytesAreLockedOneByOne() throws {
        let path = folder.file("workers")
        #expect(try ByteLock.free([1, 2, 3], path: path, mayCreate: false) == [1, 2, 3])
        #expect(FileStatus.find(path) == nil)
        var second: ByteLock? = try ByteLock(path: path, offset: 2)
        let third = try ByteLock(path: path, offset: 3)
        #expect(try ByteLock.free([1, 2, 3, 4], path: path, mayCreate: true) == [1, 4])
        #expect(throws: SystemError.self) { try ByteLock(path: path, offset: 2) }
        // Another descriptor of the same file that is closed takes no lock away.
        _ = try FileDescriptor(path, .read)
        #expect(try ByteLock.free([2, 3], path: path, mayCreate: false).isEmpty)
        withExtendedLifetime(second) {}
        second = nil
        #expect(try ByteLock.free([2, 3], path: path, mayCreate: false) == [2])
        withExtendedLifetime(third) {}
    }
}
