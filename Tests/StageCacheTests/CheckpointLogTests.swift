import Foundation
import Synchronization
import TestSupport
import Testing

@testable import StageCache

@Suite struct CheckpointLogTests {
    private let scratch: ScratchFolder
    private let folder: CacheFolder
    private let key = StageKey(stage: "listening", inputs: ["content": "a"])

    init() throws {
        scratch = try ScratchFolder()
        folder = CacheFolder(path: scratch.file("cache/stages"), limitBytes: 1_000_000)
    }

    private var file: URL { URL(fileURLWithPath: "\(folder.path)/\(key.fileName)") }

    private static func record(_ text: String) -> RecordEncoder {
        var record = RecordEncoder()
        record.append(text)
        return record
    }

    private static func texts(_ log: CheckpointLog) -> [String] {
        log.records { decoder throws(StageCacheError) in try decoder.text() }
    }

    private func write(_ texts: [String]) {
        let log = CheckpointLog(folder, key: key)
        #expect(Self.texts(log) == [])
        for text in texts { log.append(Self.record(text)) }
        #expect(log.warning == nil)
    }

    private func permissions(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    @Test func recordsOutliveTheLog() throws {
        write(["one", "", "three"])
        do {
            let log = CheckpointLog(folder, key: key)
            #expect(Self.texts(log) == ["one", "", "three"])
            log.append(Self.record("four"))
        }
        let log = CheckpointLog(folder, key: key)
        #expect(Self.texts(log) == ["one", "", "three", "four"])
        #expect(log.warning == nil)
        let other = CheckpointLog(folder, key: StageKey(stage: "listening", inputs: ["content": "b"]))
        #expect(Self.texts(other) == [] && other.warning == nil)
    }

    @Test func onlyTheUserMayRead() throws {
        write(["secret"])
        #expect(try permissions(file.path) == 0o600)
        #expect(try permissions(folder.path) == 0o700)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file.path)
        #expect(Self.texts(CheckpointLog(folder, key: key)) == ["secret"])
        #expect(try permissions(file.path) == 0o600)
    }

    /// A crash may leave any beginning of what was to be written.
    @Test func aTornEndIsDroppedAndWrittenAnew() throws {
        let texts = ["first", "second", "third"]
        var ends: [Int] = []
        write([])
        ends.append(try Data(contentsOf: file).count)
        for count in 1...3 {
            try FileManager.default.removeItem(at: file)
            write(Array(texts.prefix(count)))
            ends.append(try Data(contentsOf: file).count)
        }
        let whole = try Data(contentsOf: file)
        for length in 0...whole.count {
            try whole.prefix(length).write(to: file)
            let kept = ends.lastIndex { $0 <= length } ?? 0
            do {
                let log = CheckpointLog(folder, key: key)
                #expect(Self.texts(log) == Array(texts.prefix(kept)), "\(length) bytes")
                #expect((log.warning == nil) == (length == 0 || ends.contains(length)), "\(length) bytes")
                log.append(Self.record("again"))
            }
            let log = CheckpointLog(folder, key: key)
            #expect(Self.texts(log) == Array(texts.prefix(kept)) + ["again"], "\(length) bytes")
            #expect(log.warning == nil)
        }
    }

    @Test func aChangedByteIsNeverBelieved() throws {
        write(["first", "second"])
        let whole = try Data(contentsOf: file)
        for index in whole.indices {
            var changed = whole
            changed[index] ^= 0x10
            try changed.write(to: file)
            let log = CheckpointLog(folder, key: key)
            let found = Self.texts(log)
            #expect(["first", "second"].starts(with: found) && found.count < 2, "byte \(index)")
            #expect(log.warning != nil, "byte \(index)")
        }
    }

    /// A length that no record has is not made room for, though the file is as long: it may be a hole.
    @Test(arguments: [UInt64(RecordLog.longestRecordBytes) + 1, 1 << 40, UInt64(Int64.max), UInt64.max])
    func aLengthThatCannotBeIsNotBelieved(length: UInt64) throws {
        write(["one"])
        let whole = try Data(contentsOf: file)
        try (whole + withUnsafeBytes(of: length.littleEndian) { Data($0) }).write(to: file)
        #expect(truncate(file.path, 1 << 41) == 0)
        do {
            let log = CheckpointLog(folder, key: key)
            #expect(Self.texts(log) == ["one"])
            #expect(log.warning?.isEmpty == false)
            log.append(Self.record("two"))
        }
        #expect(Self.texts(CheckpointLog(folder, key: key)) == ["one", "two"])
        #expect(try folder.entries().map(\.bytes).reduce(0, +) < 10_000)
    }

    @Test func recordsOfAnotherEntryAreNotBelieved() throws {
        write(["mine"])
        let other = StageKey(stage: "listening", inputs: ["content": "b"])
        do {
            let log = CheckpointLog(folder, key: other)
            _ = Self.texts(log)
            log.append(Self.record("theirs"))
        }
        let theirs = try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/\(other.fileName)"))
        try theirs.write(to: file)
        let log = CheckpointLog(folder, key: key)
        #expect(Self.texts(log) == [])
        #expect(log.warning?.contains("not written by this program") == true)
    }

    @Test func aRecordOfAnotherShapeEndsTheReading() throws {
        write(["one", "two"])
        do {
            let log = CheckpointLog(folder, key: key)
            let found = log.records { decoder throws(StageCacheError) in
                let text = try decoder.text()
                guard text == "one" else { throw .malformedRecord }
                return text
            }
            #expect(found == ["one"])
            #expect(log.warning?.contains("another shape") == true)
            log.append(Self.record("other"))
        }
        #expect(Self.texts(CheckpointLog(folder, key: key)) == ["one", "other"])
    }

    @Test func anEntryIsUsedByOneAtATime() throws {
        write(["one"])
        do {
            let first = CheckpointLog(folder, key: key)
            #expect(Self.texts(first) == ["one"])
            let second = CheckpointLog(folder, key: key)
            #expect(Self.texts(second) == [])
            #expect(second.warning?.contains("in use") == true)
            second.append(Self.record("lost"))
            first.append(Self.record("two"))
        }
        #expect(Self.texts(CheckpointLog(folder, key: key)) == ["one", "two"])
    }

    @Test func troubleIsSaidAndDoesNoHarm() throws {
        try scratch.write("", to: "file")
        let log = CheckpointLog(CacheFolder(path: scratch.file("file/below"), limitBytes: 1), key: key)
        #expect(Self.texts(log) == [])
        log.append(Self.record("lost"))
        #expect(log.warning?.contains("--no-cache") == true)

        write(["one"])
        try FileManager.default.moveItem(atPath: file.path, toPath: scratch.file("elsewhere"))
        try FileManager.default.createSymbolicLink(atPath: file.path, withDestinationPath: scratch.file("elsewhere"))
        let linked = CheckpointLog(folder, key: key)
        #expect(Self.texts(linked) == [] && linked.warning != nil)
    }

    @Test func whatIsAbandonedIsKeptNoMore() throws {
        write(["one"])
        do {
            let log = CheckpointLog(folder, key: key)
            #expect(Self.texts(log) == ["one"])
            log.abandon(because: "the file has changed")
            log.append(Self.record("two"))
            #expect(log.warning == "the file has changed; the rest is not kept")
        }
        #expect(Self.texts(CheckpointLog(folder, key: key)) == ["one"])
    }

    @Test func nothingIsKeptOfAnInputThatHasChanged() throws {
        write(["one"])
        let isUnchanged = Atomic(true)
        do {
            let log = CheckpointLog(folder, key: key) { isUnchanged.load(ordering: .relaxed) }
            #expect(Self.texts(log) == ["one"])
            log.append { $0.append("two") }
            isUnchanged.store(false, ordering: .relaxed)
            log.append { $0.append("three") }
            isUnchanged.store(true, ordering: .relaxed)
            log.append { $0.append("four") }
            #expect(log.warning == "the file changed while it was read; the rest is not kept")
        }
        #expect(Self.texts(CheckpointLog(folder, key: key)) == ["one", "two"])
    }

    @Test func aRecordThatCannotBeEncodedIsNotKept() throws {
        struct Unencodable: Error {}
        write(["one"])
        do {
            let log = CheckpointLog(folder, key: key)
            #expect(Self.texts(log) == ["one"])
            log.append { record in
                record.append("half")
                throw Unencodable()
            }
            log.append(Self.record("two"))
            #expect(log.warning?.hasPrefix("a result cannot be encoded") == true)
        }
        #expect(Self.texts(CheckpointLog(folder, key: key)) == ["one"])
    }

    @Test func aFolderKnowsWhichEntriesItHas() throws {
        #expect(!folder.hasEntry(key))
        write(["one"])
        #expect(folder.hasEntry(key) && !folder.hasEntry(StageKey(stage: "listening", inputs: [:])))
    }

    @Test func withoutAFolderNothingIsKept() {
        let log = CheckpointLog(nil, key: key)
        log.append(Self.record("one"))
        #expect(Self.texts(log) == [] && log.warning == nil)
    }
}
