import CSndfile
import FileSystem
import TestSupport
import Testing

@testable import AudioIO

@Suite struct ChannelLayoutTests {
    @Test(arguments: [
        ("5.1", 6, [3]), ("5.1(side)", 6, [3]), ("7.1", 8, [3]), ("7.1(wide)", 8, [3]), ("6.1", 7, [3]),
        ("2.1", 3, [2]),
        ("5.0", 5, []), ("3.0", 3, []), ("quad", 4, []), ("FL+FR+LFE", 3, [2]),
        ("6 channels (FL+FR+FC+LFE+SL+SR)", 6, [3]),
    ])
    func namesOfLayoutsAreKnown(name: String, count: Int, lowFrequencies: [Int]) throws {
        let layout = try #require(ChannelLayout(ffmpeg: name, channelCount: count))
        #expect(layout.lowFrequencyChannels == lowFrequencies)
        #expect(layout.weights.count == count)
        #expect(abs(layout.weights.reduce(0, +) - 1) < 1e-6)
        #expect(layout.weights.indices.allSatisfy { (layout.weights[$0] == 0) == lowFrequencies.contains($0) })
    }

    @Test(arguments: [
        ("unknown", 6), ("6 channels", 6), ("5.1", 5), ("stereo", 2), ("mono", 1), ("FL+XX", 2), ("", 1),
        ("ambisonic 1", 4),
        ("9.9", 3), ("LFE+LFE2", 2), ("(", 1), ("+++", 4),
    ])
    func whatIsNoLayoutIsNone(name: String, count: Int) {
        #expect(ChannelLayout(ffmpeg: name, channelCount: count) == nil)
    }

    @Test func dialogueIsLouderThanTheRest() throws {
        let weights = try #require(ChannelLayout(ffmpeg: "5.1", channelCount: 6)).weights
        #expect(abs(weights[0] / weights[2] - 0.7071) < 1e-5 && abs(weights[4] / weights[2] - 0.5) < 1e-5)
    }

    @Test func onlyAStatedLayoutCounts() throws {
        let folder = try TemporaryFolder()
        let samples = SyntheticAudio.noise(count: 6 * 1000)
        for (format, isStated) in [(SF_FORMAT_WAV, false), (SF_FORMAT_WAVEX, true)] {
            let path = folder.file("six-\(format).wav")
            try SoundFileWriter.write(
                samples, channelCount: 6, sampleRate: 16_000, format: Int(format) | Int(SF_FORMAT_PCM_16), to: path)
            #expect((try SoundFile(RegularFile(path: path)).layout != nil) == isStated)
        }
    }

    @Test("Masks of extensible WAV files are read", .enabled(if: TestPrograms.hasFFmpeg))
    func masksAreRead() throws {
        let folder = try TemporaryFolder()
        try TestPrograms.runFFmpeg(
            ["-f", "lavfi", "-i", "sine=duration=1", "-af", "pan=5.1|FC=c0"] + [folder.file("film.wav")])
        let file = try SoundFile(RegularFile(path: folder.file("film.wav")))
        #expect(file.layout == ChannelLayout(ffmpeg: "5.1", channelCount: 6))
        // The same through ffmpeg, whatever the container.
        for name in ["film.m4a", "film.ac3", "film.mka"] {
            try TestPrograms.runFFmpeg(["-i", folder.file("film.wav"), folder.file(name)])
            let decoder = try FFmpegDecoder(AudioInspection(path: folder.file(name), programs: TestPrograms.ffmpeg()))
            #expect(decoder.layout?.lowFrequencyChannels == [3], "\(name)")
        }
    }
}
