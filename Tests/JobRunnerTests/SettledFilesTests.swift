import FileSystem
import JobQueue
import TestSupport
import Testing

@testable import JobRunner

@Suite struct SettledFilesTests {
    private func stamp(_ bytes: Int64, modified: Int64 = 1) -> FileStamp {
        FileStamp(
            identity: FileIdentity(device: 1, number: 1), byteCount: bytes, modifiedNanoseconds: modified,
            changedNanoseconds: modified)
    }

    @Test func aFileIsTakenOnceItHasStoppedGrowing() {
        var files = SettledFiles(settleSeconds: 5)
        let looks: [(seconds: Double, stamp: FileStamp, isSettled: Bool)] = [
            (0, stamp(10), false), (4, stamp(20), false), (8, stamp(20), false), (9, stamp(20), true),
            (20, stamp(20), false), (21, stamp(20, modified: 2), false), (25, stamp(20, modified: 2), false),
            (26, stamp(20, modified: 2), true),
        ]
        for look in looks {
            let settled = files.settled([("a", look.stamp)], now: JobFixtures.date(look.seconds))
            #expect(settled == (look.isSettled ? ["a"] : []), "after \(look.seconds) s")
        }
    }

    @Test func filesAreIndependentAndKeepTheirOrder() {
        var files = SettledFiles(settleSeconds: 5)
        #expect(files.settled([("b", stamp(1)), ("a", stamp(1))], now: JobFixtures.date(0)).isEmpty)
        let settled = files.settled(
            [("c", stamp(1)), ("b", stamp(1)), ("a", stamp(1))], now: JobFixtures.date(5))
        #expect(settled == ["b", "a"])
    }

    @Test func aFileThatWasGoneIsNew() {
        var files = SettledFiles(settleSeconds: 5)
        _ = files.settled([("a", stamp(1))], now: JobFixtures.date(0))
        _ = files.settled([], now: JobFixtures.date(3))
        #expect(files.settled([("a", stamp(1))], now: JobFixtures.date(6)).isEmpty)
        #expect(files.settled([("a", stamp(1))], now: JobFixtures.date(11)) == ["a"])
    }
}
