import FileSystem
import Foundation
import TestSupport
import Testing

@testable import AudioIO

@Suite("Headers that lie about sizes") struct HostileHeaderTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test(arguments: HostileHeaders.honest) func honestSizesAreRead(file: HostileHeaders.File) throws {
        let path = try folder.write(file.bytes, to: "a.bin")
        #expect(try AudioReader(path: path, programs: nil).readAll().count == HostileHeaders.frameCount)
    }

    /// Either what is there is read, or the file is told to be what it is: neither a crash nor a fault of the disk.
    @Test(.timeLimit(.minutes(5)), arguments: [true, false])
    func everySizeIsReadOrRefused(hasFFmpeg: Bool) throws {
        // The program is started for a sample only: it takes a while.
        let files = HostileHeaders.all.enumerated().filter { !hasFFmpeg || $0.offset % 29 == 0 }.map(\.element)
        let programs = hasFFmpeg ? FFmpegPrograms.find() : nil
        var readCount = 0
        for file in files {
            let path = try folder.write(file.bytes, to: "a.bin")
            do throws(AudioError) {
                let reader = try AudioReader(path: path, programs: programs)
                let count = try reader.readAll().count
                // Without a true size, what lies around the samples may be taken for sound.
                #expect((1...file.bytes.count / 2).contains(count), "\(file.name): \(count) frames")
                readCount += 1
            } catch {
                let isExpected = error.kind == .undecodable || programs == nil && error.kind == .inputOutput
                #expect(isExpected, "\(file.name): \(error)")
                if case .file(.system) = error { Issue.record("\(file.name): \(error)") }
            }
        }
        #expect(readCount > files.count / 10)
    }

    @Test func seeksGoOnlyWhereAFileCanBe() throws {
        let file = try RegularFile(path: folder.write([1, 2, 3], to: "a"))
        let input = SoundFileInput(file)
        #expect(input.seek(2, SEEK_SET) == 2)
        for (distance, whence) in [
            (Int64.max, SEEK_CUR), (.min, SEEK_CUR), (-3, SEEK_CUR), (-1, SEEK_SET), (.max, SEEK_END), (.min, SEEK_END),
            (-4, SEEK_END),
        ] {
            #expect(input.seek(distance, whence) == -1)
            #expect(input.offset == 2)
        }
        #expect(input.seek(-2, SEEK_CUR) == 0)
        #expect(input.seek(.max, SEEK_SET) == .max)
        var bytes = [UInt8](repeating: 0, count: 8)
        #expect(bytes.withUnsafeMutableBytes { input.read($0) } == 0)
        #expect(input.failure == nil)
    }

    @Test func absurdRatesAndChannelsAreRefused() throws {
        for (name, rate, channels) in [("a", 1, 1), ("b", 99, 1), ("c", 0, 1), ("d", 16_000, 0), ("e", 16_000, 65_535)]
        {
            let bytes = WAVBytes(
                [Float](repeating: 0.1, count: 4_000), channelCount: channels, sampleRate: rate
            ).bytes
            let path = try folder.write(bytes, to: name)
            let error = #expect(throws: AudioError.self, "\(rate) Hz, \(channels) channels") {
                try AudioReader(path: path)
            }
            #expect(error?.kind == .undecodable, "\(String(describing: error))")
        }
        let many = WAVBytes([Float](repeating: 0.1, count: 1024 * 100), channelCount: 1024, sampleRate: 16_000)
        let path = try folder.write(many.bytes, to: "many.wav")
        #expect(try AudioReader(path: path).readAll().count == 100)
        #expect(throws: AudioError.tooManyChannels(path: path, channelCount: 1024, limit: 128)) {
            try AudioReader(separating: path)
        }
    }

    @Test(.enabled(if: TestPrograms.hasFFmpeg)) func numbersOfTheProbeAreNotBelieved() throws {
        let path = try folder.write([0], to: "a.m4a")
        func probe(_ stream: String, _ format: String = "") throws -> FFmpegProbe {
            let report = """
                {"streams": [{"index": 0, "codec_type": "audio", "codec_name": "aac", \(stream)}],
                "format": {"format_name": "mov", "probe_score": 100\(format)}}
                """
            let script = "#!/bin/sh\ncat <<'END'\n\(report)\nEND\n"
            let draft = try folder.write(Array(script.utf8), to: "probe-\(UUID().uuidString)")
            try TestPrograms.run("/usr/bin/install", ["-m", "755", draft, draft + ".program"])
            let programs = FFmpegPrograms(ffmpeg: draft + ".program", ffprobe: draft + ".program")
            return try FFmpegProbe(AudioInspection(path: path, programs: programs), refusals: [])
        }
        let good = #""sample_rate": "48000", "channels": 2"#
        for fields in [good, #""sample_rate": 48000, "channels": "2""#] {
            let found = try probe(fields)
            #expect(found.sampleRate == 48_000 && found.channelCount == 2)
        }
        for time in ["1e300", "-1e300", "nan", "inf", "N/A", "", "1e"] {
            let found = try probe(
                good + #", "start_time": "\#(time)", "duration": "\#(time)""#, #", "start_time": "0", "duration": "x""#)
            #expect(found.lateSeconds == 0 && found.claimedSeconds == nil, "\(time)")
        }
        let negative = try probe(good + #", "duration": "-5", "tags": {"DURATION": "nan:1e300:-1"}"#)
        #expect(negative.claimedSeconds == nil)
        for fields in [
            #""sample_rate": "48000", "channels": 100000"#, #""sample_rate": "48000", "channels": -1"#,
            #""sample_rate": "48000", "channels": 1e300"#, #""sample_rate": "1e18", "channels": 2"#,
            #""sample_rate": "-1", "channels": 2"#, #""sample_rate": {}, "channels": []"#, #""channels": 1.5"#,
            #""sample_rate": "nan", "channels": 2"#, #""sample_rate": true, "channels": null"#,
        ] {
            let error = #expect(throws: AudioError.self, "\(fields)") { _ = try probe(fields) }
            #expect(error?.kind == .undecodable)
        }
    }

    @Test(.enabled(if: TestPrograms.hasFFmpeg), .timeLimit(.minutes(10))) func aReportWithoutEndIsCutOff() throws {
        let path = try folder.write([0], to: "a.m4a")
        let draft = try folder.write(Array("#!/bin/sh\nexec cat /dev/zero\n".utf8), to: "endless")
        try TestPrograms.run("/usr/bin/install", ["-m", "755", draft, draft + ".program"])
        let programs = FFmpegPrograms(ffmpeg: draft + ".program", ffprobe: draft + ".program")
        let error = #expect(throws: AudioError.self) {
            _ = try FFmpegProbe(AudioInspection(path: path, programs: programs), refusals: [])
        }
        #expect(error?.kind == .undecodable)
    }
}
