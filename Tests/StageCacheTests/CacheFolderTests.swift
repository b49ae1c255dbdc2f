import Foundation
import TestSupport
import Testing

@testable import StageCache

@Suite struct CacheFolderTests {
    private let scratch: ScratchFolder
    private let folder: CacheFolder

    init() throws {
        scratch = try ScratchFolder()
        folder = CacheFolder(path: scratch.file("stages"), limitBytes: 10_000)
    }

    private static func key(_ number: Int, _ stage: String = "listening") -> StageKey {
        StageKey(stage: stage, inputs: ["number": String(number)])
    }

    /// Writes an entry with about `bytes` bytes of content.
    private func write(
        _ number: Int, bytes: Int, lastUsed: Double? = nil, stage: String = "listening", to folder: CacheFolder? = nil
    ) throws {
        let folder = folder ?? self.folder
        let key = Self.key(number, stage)
        do {
            let log = CheckpointLog(folder, key: key)
            var record = RecordEncoder()
            record.append([UInt8](repeating: 7, count: bytes))
            log.append(record)
            #expect(log.warning == nil)
        }
        guard let lastUsed else { return }
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: lastUsed)],
            ofItemAtPath: "\(folder.path)/\(key.fileName)")
    }

    private func names(_ numbers: [Int]) -> [String] { numbers.map { Self.key($0).fileName } }

    @Test func entriesAreListedByLastUse() throws {
        #expect(try folder.entries() == [])
        try write(1, bytes: 100, lastUsed: 3_000)
        try write(2, bytes: 200, lastUsed: 1_000)
        try write(3, bytes: 300, lastUsed: 2_000, stage: "recognition")
        try scratch.write("not ours", to: "stages/notes.txt")
        try scratch.write("not ours", to: "stages/\(String(repeating: "A", count: 64)).listening")
        let entries = try folder.entries()
        #expect(entries.map(\.name) == [Self.key(2), Self.key(3, "recognition"), Self.key(1)].map(\.fileName))
        #expect(entries.map(\.stage) == ["listening", "recognition", "listening"])
        #expect(entries.map(\.lastUsed) == [1_000, 2_000, 3_000])
        #expect(zip(entries, entries.map(\.bytes).dropFirst()).allSatisfy { $0.bytes > 100 && $1 > 100 })
    }

    @Test func readingCountsAsUse() throws {
        try write(1, bytes: 10, lastUsed: 1_000)
        try write(2, bytes: 10, lastUsed: 2_000)
        _ = CheckpointLog(folder, key: Self.key(1)).records { decoder throws(StageCacheError) in
            try decoder.byteList()
        }
        #expect(try folder.entries().map(\.name) == names([2, 1]))
    }

    @Test func theLongestUnusedGoFirst() throws {
        for number in 1...5 { try write(number, bytes: 1_000, lastUsed: Double(10 - number)) }
        try scratch.write("not ours", to: "stages/notes.txt")
        let each = try folder.entries()[0].bytes
        let removal = try folder.prune(toBytes: 2 * each + 1)
        #expect(removal == CacheFolder.Removal(entries: 3, bytes: 3 * each, inUse: 0, remainingBytes: 2 * each))
        #expect(try folder.entries().map(\.name) == names([2, 1]))
        try folder.prune(toBytes: 0)
        #expect(try folder.entries() == [])
        #expect(FileManager.default.fileExists(atPath: folder.path + "/notes.txt"))
    }

    @Test func whatIsInUseStays() throws {
        for number in 1...3 { try write(number, bytes: 1_000, lastUsed: Double(number)) }
        let used = CheckpointLog(folder, key: Self.key(1))
        let removal = try folder.prune(toBytes: 0)
        #expect(removal.entries == 2 && removal.inUse == 1)
        #expect(try folder.entries().map(\.name) == names([1]))
        #expect(used.warning == nil)
    }

    @Test func theLimitHoldsAfterEveryRecording() throws {
        for number in 1...40 {
            try write(number, bytes: 700, lastUsed: Double(number))
            try folder.enforceLimit()
            let entries = try folder.entries()
            #expect(entries.reduce(0) { $0 + $1.bytes } <= folder.limitBytes)
            #expect(entries.last?.name == Self.key(number).fileName)
        }
        #expect(try folder.entries().count > 8)
    }

    @Test func anEntryInUseIsNeverTheOneThatWasRemoved() async throws {
        // Entries are removed as fast as can be while others are opened: between opening and locking one may go.
        let folder = folder
        let remover = Task {
            while !Task.isCancelled {
                try folder.prune(toBytes: 0)
                await Task.yield()
            }
        }
        for number in 0..<300 {
            let log = CheckpointLog(folder, key: Self.key(number % 3))
            // Removed itself while it was locked by the remover, it may be in use; if not, it is there.
            if log.warning == nil {
                #expect(try folder.entries().contains { $0.name == Self.key(number % 3).fileName })
            }
        }
        remover.cancel()
        try await remover.value
    }

    @Test func theDefaultPlaceFollowsTheEnvironment() {
        #expect(CacheFolder.defaultPath(environment: ["XDG_CACHE_HOME": "/c", "HOME": "/h"]) == "/c/whosaid/stages")
        #expect(CacheFolder.defaultPath(environment: ["HOME": "/h"]) == "/h/.cache/whosaid/stages")
        #expect(
            CacheFolder.defaultPath(environment: ["XDG_CACHE_HOME": "relative", "HOME": "/h"])
                == "/h/.cache/whosaid/stages")
        #expect(CacheFolder.defaultPath(environment: ["HOME": ""]) == nil)
    }
}
