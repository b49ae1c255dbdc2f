import Testing
import TestSupport

@testable import AudioIO

@Suite("Odd recordings", .enabled(if: TestPrograms.hasOddAudio && TestPrograms.hasFFmpeg))
struct OddAudioTests {
    @Test func lagTable() throws {
        func read(_ ext: String) throws -> ([Float], AudioReader) {
            let reader = try AudioReader(path: "\(TestPrograms.oddAudio)/librivox_sonnet1_9s_format.\(ext)")
            return (try reader.readAll(), reader)
        }
        let (reference, _) = try read("aiff")
        for ext in ["aac", "aiff", "flac", "mp3", "mp4", "ogg", "webm"] {
            let (samples, reader) = try read(ext)
            let lag = SignalComparison.lag(of: samples, to: reference, in: 16_000..<128_000, reach: 800)
            print(ext, samples.count, reader.decodedSeconds, "lag ms", lag / 16, reader.info, reader.warnings)
        }
    }
}
