import Foundation
import TestSupport
import Testing

@testable import FileSystem

@Suite struct FileStampTests {
    private let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    @Test func anotherNameOfTheSameFileHasTheSameStamp() throws {
        let path = try folder.write("text", to: "a")
        try FileManager.default.linkItem(atPath: path, toPath: folder.file("b"))
        try FileManager.default.createSymbolicLink(atPath: folder.file("c"), withDestinationPath: "a")
        let stamp = try FileStamp(ofFileAt: path)
        #expect(stamp.byteCount == 4)
        #expect(try FileStamp(ofFileAt: folder.file("b")) == stamp)
        #expect(try FileStamp(ofFileAt: folder.file("c")) == stamp)
        let copy = try FileStamp(ofFileAt: folder.write("text", to: "copy"))
        #expect(copy.identity != stamp.identity && !copy.hasSameContent(as: stamp))
    }

    @Test func permissionsAreNoContent() throws {
        let path = try folder.write("text", to: "a")
        var stamp = try FileStamp(ofFileAt: path)
        stamp.changedNanoseconds -= 5_000_000_000
        let now = try FileStamp(ofFileAt: path)
        #expect(now != stamp && now.hasSameContent(as: stamp))
        for change in [
            { $0.byteCount += 1 }, { $0.modifiedNanoseconds += 1 }, { $0.identity.number += 1 },
            { $0.identity.device += 1 },
        ] as [(inout FileStamp) -> Void] {
            var other = stamp
            change(&other)
            #expect(!now.hasSameContent(as: other))
        }
    }

    @Test func aFreshFileMayStillChangeUnderTheSameStamp() {
        let stamp = FileStamp(
            identity: FileIdentity(device: 1, number: 2), byteCount: 3, modifiedNanoseconds: 10_000_000_000,
            changedNanoseconds: 20_000_000_000)
        #expect(stamp.mayStillChange(at: 20) && stamp.mayStillChange(at: 21.9))
        #expect(!stamp.mayStillChange(at: 22) && !stamp.mayStillChange(at: 100))
    }

    @Test func kindsAreTold() throws {
        let path = try folder.write("text", to: "a")
        #expect(mkfifo(folder.file("pipe"), 0o600) == 0)
        for (path, kind) in [
            (path, FileKind.regular), (folder.path, .folder), (folder.file("pipe"), .namedPipe), ("/dev/null", .device),
        ] {
            #expect(try FileStatus(path: path).kind == kind)
            #expect(FileStatus.find(path)?.kind == kind)
        }
        #expect(FileStatus.find(folder.file("none")) == nil)
        #expect(throws: SystemError(.open, path: folder.file("none"), code: ENOENT)) {
            try FileStatus(path: folder.file("none"))
        }
    }
}
