import Foundation
import TestSupport
import Testing

@testable import FileSystem

@Suite struct RegularFileTests {
    private let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    @Test func readsAnywhereAndCountsProgress() throws {
        let watch = IOWatch()
        let file = try RegularFile(path: folder.write("0123456789", to: "a"), watch: watch)
        #expect(file.byteCount == 10)
        #expect(try file.bytes(at: 3, count: 4) == Array("3456".utf8))
        #expect(try file.bytes(at: 8, count: 100) == Array("89".utf8))
        for offset in [10, 1 << 40, -1, .max] as [Int64] {
            #expect(try file.bytes(at: offset, count: 5).isEmpty)
        }
        #expect(watch.signsOfLife > 2)
    }

    @Test(.timeLimit(.minutes(10))) func nothingElseIsOpened() throws {
        let pipe = folder.file("pipe")
        #expect(mkfifo(pipe, 0o600) == 0)
        for (path, error) in [
            (pipe, FileError.notRegular(path: pipe, kind: .namedPipe)), (folder.path, .isFolder(path: folder.path)),
            ("/dev/zero", .notRegular(path: "/dev/zero", kind: .device)), ("/nowhere/a", .missing(path: "/nowhere/a")),
        ] {
            #expect(throws: error) { try RegularFile(path: path) }
            #expect(throws: error) { try MappedFile(path: path) }
            #expect(throws: error) { try HashedFile(path: path) }
        }
    }

    @Test func aMappedFileHasAllBytes() throws {
        let mapped = try MappedFile(path: folder.write("text", to: "a"))
        #expect(mapped.count == 4 && mapped.withBytes { Array($0) } == Array("text".utf8))
        #expect(try MappedFile(path: folder.write("", to: "empty")).count == 0)
    }

    @Test func aHashedFileKnowsWhenItIsWrittenTo() async throws {
        let path = try folder.write("text", to: "a")
        let file = try await HashedFile.read(path)
        #expect(file.contentHash == FileDigest.sha256(bytes: "text".utf8))
        try file.requireUnchanged()
        try FileManager.default.setAttributes([.posixPermissions: 0o400], ofItemAtPath: path)
        try file.requireUnchanged()
        try FileManager.default.removeItem(atPath: path)
        #expect(throws: FileError.missing(path: path)) { try file.requireUnchanged() }
        try folder.write("longer text", to: "a")
        #expect(throws: FileError.changed(path: path)) { try file.requireUnchanged() }
    }

    /// A system that does not answer says nothing of the content.
    @Test func aFileThatCannotBeAskedAboutIsNotCalledChanged() async throws {
        let path = try folder.write("text", to: "a")
        let file = try await HashedFile.read(path)
        try FileManager.default.removeItem(atPath: path)
        // A link to itself: the system refuses with ELOOP.
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: path)
        let error = try #require(throws: FileError.self) { try file.requireUnchanged() }
        guard case .system(let system) = error else { throw error }
        #expect(system.code == ELOOP)
    }

    @Test func aCancelledHashEnds() throws {
        let watch = IOWatch()
        watch.cancel()
        let path = try folder.write("text", to: "a")
        #expect(throws: CancellationError.self) { try HashedFile(path: path, watch: watch) }
    }
}
