import FileSystem
import Foundation
import TestSupport
import Testing

@testable import AudioIO

@Suite struct StatedDateTests {
    private static let now = Date(timeIntervalSince1970: 1_750_000_000)  // 2025-06-15T15:06:40Z

    private func date(_ text: String) throws -> String? {
        let zone = try #require(TimeZone(secondsFromGMT: 7200))
        return StatedDate(text, field: "x", timeZone: zone, now: Self.now).map { $0.date.formatted(.iso8601) }
    }

    @Test(arguments: [
        ("2023-05-06T07:08:09Z", "2023-05-06T07:08:09Z"), ("2023-05-06T07:08:09.123456Z", "2023-05-06T07:08:09Z"),
        ("2023-05-06T07:08:09+0900", "2023-05-05T22:08:09Z"), ("2023-05-06T07:08:09-03:30", "2023-05-06T10:38:09Z"),
        ("2023-05-06 07:08:09 UTC", "2023-05-06T07:08:09Z"),
        // No zone: that of the machine.
        ("2023-05-06T07:08:09", "2023-05-06T05:08:09Z"), ("2023-05-06 07:08", "2023-05-06T05:08:00Z"),
        ("2023:05:06 07-08-09", "2023-05-06T05:08:09Z"), ("2023-05-06", "2023-05-05T22:00:00Z"),
        ("20230506", "2023-05-05T22:00:00Z"), (" 2023/05/06 ", "2023-05-05T22:00:00Z"),
        ("2023-05-06 \0", "2023-05-05T22:00:00Z"),
        // Fast by a time zone.
        ("2025-06-16T10:00:00Z", "2025-06-16T10:00:00Z"),
    ])
    func whatRecordersWriteIsRead(text: String, instant: String) throws { #expect(try date(text) == instant) }

    @Test(arguments: [
        "1904-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "1980-01-01 00:00:00", "1989-12-31T23:59:59Z",
        "2025-06-18T00:00:00Z",
        "9999-12-31", "1999", "2004-05", "2023-02-30", "2023-13-01", "2023-05-06T25:00:00Z", "0000-00-00", "",
        "yesterday",
        "2023-05-06T07:08:09X", "2023-05-06T07:08:09+99:99:99", "٢٠٢٣-٠٥-٠٦",
    ])
    func whatCannotBeIsNotBelieved(text: String) throws { #expect(try date(text) == nil) }

    @Test(
        "Each container's own field is read", .enabled(if: TestPrograms.hasFFmpeg),
        arguments: [
            ("a.m4a", ["-metadata", "creation_time=2023-05-06T07:08:09Z"]),
            ("a.mov", ["-metadata", "creation_time=2023-05-06T07:08:09Z"]),
            ("a.mkv", ["-metadata", "creation_time=2023-05-06T07:08:09Z"]),
            (
                "quicktime.mov",
                [
                    "-movflags", "use_metadata_tags", "-metadata",
                    "com.apple.quicktime.creationdate=2023-05-06T09:08:09+0200",
                    "-metadata", "creation_time=2024-01-01T00:00:00Z",
                ]
            ),
            ("a.ogg", ["-c:a", "libvorbis", "-metadata", "date=2023-05-06T07:08:09Z"]),
            ("a.opus", ["-c:a", "libopus", "-metadata", "DATE=2023-05-06T07:08:09Z"]),
            ("a.flac", ["-metadata", "date=2023-05-06T07:08:09Z"]),
            ("a.mp3", ["-metadata", "date=2023-05-06T07:08:09Z"]),
            ("tag.wav", ["-metadata", "date=2023-05-06T07:08:09Z"]),
        ])
    func containersSayWhen(name: String, options: [String]) throws {
        let folder = try TemporaryFolder()
        try TestPrograms.runFFmpeg(["-f", "lavfi", "-i", "sine=duration=1"] + options + [folder.file(name)])
        let reader = try AudioReader(path: folder.file(name))
        #expect(reader.info.recordedAt?.date.formatted(.iso8601) == "2023-05-06T07:08:09Z")
        // A year alone is that of music, and the epoch is a clock that was never set.
        let undated = ["-metadata", "date=1999", "-metadata", "creation_time=1970-01-01T00:00:00Z"]
        try TestPrograms.runFFmpeg(["-f", "lavfi", "-i", "sine=duration=1"] + undated + [folder.file("un" + name)])
        #expect(try AudioReader(path: folder.file("un" + name)).info.recordedAt == nil)
    }

    @Test func broadcastWaveAndItsDocumentSayWhen() throws {
        let folder = try TemporaryFolder()
        func chunk(_ name: String, _ body: [UInt8]) -> [UInt8] {
            let padded = body.count % 2 == 1 ? body + [0] : body
            return Array(name.utf8) + (0..<4).map { UInt8(padded.count >> (8 * $0) & 0xFF) } + padded
        }
        var broadcast = [UInt8](repeating: 0, count: 602)
        broadcast.replaceSubrange(320..<338, with: Array("2023-05-0607:08:09".utf8))
        let document = """
            <?xml version="1.0"?><BWFXML><BEXT><BWF_ORIGINATION_DATE>2023-05-06</BWF_ORIGINATION_DATE>\
            <BWF_ORIGINATION_TIME>07:08:09</BWF_ORIGINATION_TIME></BEXT></BWFXML>
            """
        for (name, extra) in [("bext", chunk("bext", broadcast)), ("iXML", chunk("iXML", Array(document.utf8)))] {
            var bytes = WAVBytes(SyntheticAudio.noise(count: 8_000), sampleRate: 16_000).bytes
            bytes.insert(contentsOf: extra, at: 12)
            let size = bytes.count - 8
            bytes.replaceSubrange(4..<8, with: (0..<4).map { UInt8(size >> (8 * $0) & 0xFF) })
            let path = try folder.write(bytes, to: name + ".wav")
            let stated = try #require(try AudioReader(path: path).info.recordedAt, "\(name)")
            #expect(stated == StatedDate("2023-05-06 07:08:09", field: name))
        }
    }
}
