import FileSystem
import Foundation
import TestSupport
import Testing

@testable import AudioIO

@Suite("Files that ffmpeg reads", .enabled(if: TestPrograms.hasFFmpeg)) struct FFmpegDecoderTests {
    private static let rate = 44_100
    private let folder: TemporaryFolder
    private let reference: [Float]

    init() throws {
        folder = try TemporaryFolder()
        let sound = SyntheticAudio.bursts(sampleRate: Self.rate, seconds: 5)
        let path = try folder.write(WAVBytes(sound, sampleRate: Self.rate).bytes, to: "in.wav")
        reference = try AudioReader(path: path).readAll()
    }

    private func make(_ name: String, _ arguments: [String]) throws -> String {
        try TestPrograms.runFFmpeg(["-i", folder.file("in.wav")] + arguments + [folder.file(name)])
        return folder.file(name)
    }

    private func lagMilliseconds(_ samples: [Float], reach: Int = 800) -> Double {
        SignalComparison.lag(of: samples, to: reference, in: 16_000..<64_000, reach: reach) / 16
    }

    /// Encoder delay that the container records is removed; where it records none, players hear it too.
    @Test(arguments: [
        ("a.m4a", ["-c:a", "aac"], 0.0, "AAC in MP4 (ffmpeg)"),
        ("a.mp4", ["-c:a", "aac"], 0, "AAC in MP4 (ffmpeg)"),
        ("a.mov", ["-c:a", "aac"], 0, "AAC in MP4 (ffmpeg)"),
        ("alac.m4a", ["-c:a", "alac"], 0, "ALAC in MP4 (ffmpeg)"),
        ("a.webm", ["-c:a", "libopus"], 0, "Opus in Matroska (ffmpeg)"),
        ("a.opus", ["-c:a", "libopus"], 0, "Opus in Ogg (ffmpeg)"),
        ("a.ogg", ["-c:a", "libvorbis"], 0, "Vorbis in Ogg (ffmpeg)"),
        ("a.mp3", ["-c:a", "libmp3lame"], 0, "MP3 (ffmpeg)"),
        ("a.wv", ["-c:a", "wavpack"], 0, "WavPack (ffmpeg)"),
        ("a.mkv", ["-c:a", "aac"], 23.22, "AAC in Matroska (ffmpeg)"),
        ("a.aac", ["-c:a", "aac"], 23.22, "AAC in ADTS (ffmpeg)"),
        ("untagged.mp3", ["-c:a", "libmp3lame", "-write_xing", "0"], 25.06, "MP3 (ffmpeg)"),
    ])
    func timesAreThoseOfTheSound(name: String, arguments: [String], lag: Double, format: String) throws {
        let reader = try AudioReader(path: try make(name, arguments))
        let samples = try reader.readAll()
        #expect(abs(lagMilliseconds(samples) - lag) < 0.1)
        #expect(abs(reader.decodedSeconds - 5) < 0.06)
        #expect(reader.info.format == format)
        #expect(reader.warnings.isEmpty)
    }

    @Test func soundThatStartsAfterThePictureKeepsItsTime() throws {
        for (name, codecs) in [
            ("late.mp4", ["-c:v", "mpeg4", "-c:a", "aac"]), ("late.mkv", ["-c:v", "mpeg4", "-c:a", "flac"]),
        ] {
            try TestPrograms.runFFmpeg(
                ["-f", "lavfi", "-i", "color=size=32x32:rate=10:duration=6", "-itsoffset", "0.7"]
                    + ["-i", folder.file("in.wav"), "-map", "0:v", "-map", "1:a"] + codecs + [folder.file(name)])
            let samples = try AudioReader(path: folder.file(name)).readAll()
            #expect(abs(lagMilliseconds(samples, reach: 16_000) - 700) < 2, "\(name)")
            #expect(samples[..<10_000].allSatisfy { abs($0) < 1e-3 })
        }
    }

    @Test func gapsBecomeSilence() throws {
        _ = try make("1.webm", ["-t", "3", "-c:a", "libopus"])
        _ = try make("2.webm", ["-ss", "3", "-c:a", "libopus"])
        try folder.write(
            Array("ffconcat version 1.0\nfile 1.webm\nduration 5\nfile 2.webm\n".utf8), to: "list.txt")
        try TestPrograms.runFFmpeg([
            "-f", "concat", "-i", folder.file("list.txt"), "-c", "copy", folder.file("gap.webm"),
        ])
        let reader = try AudioReader(path: folder.file("gap.webm"))
        let samples = try reader.readAll()
        #expect(abs(reader.decodedSeconds - 7) < 0.05)
        let end = Array(samples[32_000...])
        let lag = SignalComparison.lag(of: end, to: reference, in: 52_000..<76_000, reach: 800) / 16
        #expect(abs(lag) < 10)
        #expect(samples[50_000..<78_000].allSatisfy { $0 == 0 })
        guard case .gapsFilled(count: 1, let seconds)? = reader.warnings.first else {
            Issue.record("\(reader.warnings)")
            return
        }
        #expect(abs(seconds - 2) < 0.05)
    }

    @Test func sizesOfReadsLeaveNoTrace() throws {
        let path = try make("a.m4a", ["-c:a", "aac"])
        let whole = try AudioReader(path: path).readAll()
        let reader = try AudioReader(path: path)
        var joined: [Float] = []
        while true {
            let samples = try reader.read(777)
            if samples.isEmpty { break }
            joined += samples
        }
        #expect(joined == whole)
    }

    @Test func onlyTheFirstAudioStreamIsRead() throws {
        try TestPrograms.runFFmpeg(
            ["-i", folder.file("in.wav"), "-f", "lavfi", "-i", "sine=duration=5"]
                + ["-map", "0", "-map", "1", "-map", "1", folder.file("three.mka")])
        let reader = try AudioReader(path: folder.file("three.mka"))
        #expect(abs(lagMilliseconds(try reader.readAll())) < 30)
        let tracks = (1...3).map { number in
            AudioTrack(number: number, format: "Vorbis, 1 channel", isDefault: number == 1)
        }
        #expect(
            reader.warnings == [
                .unreadTracks(read: [tracks[0]], others: tracks[1...].map { UnreadTrack($0, .notLookedAt) })
            ])
    }

    @Test func manyChannelsAreMixedByTheirMean() throws {
        let channels = 6
        let samples = SyntheticAudio.noise(count: 30_000 * channels)
        let bytes = WAVBytes(samples, channelCount: channels, sampleRate: 48_000).bytes
        let path = try folder.write(bytes, to: "six.wav")
        try TestPrograms.runFFmpeg(["-i", path, "-c:a", "pcm_s16le", folder.file("six.mkv")])
        let direct = try AudioReader(path: path).readAll()
        let decoded = try AudioReader(path: folder.file("six.mkv")).readAll()
        #expect(SignalComparison.largestDifference(direct, decoded) < 1e-4)
    }

    @Test func videoAloneIsNoRecording() throws {
        let path = folder.file("silent.mp4")
        try TestPrograms.runFFmpeg(["-f", "lavfi", "-i", "color=size=32x32:duration=1", "-c:v", "mpeg4", path])
        #expect(throws: AudioError.noAudioStream(path: path, streams: ["video (mpeg4)"])) {
            try AudioReader(path: path)
        }
    }

    @Test func encryptedSoundIsNamed() throws {
        let path = try make("a.m4a", ["-c:a", "aac"])
        var bytes = try folder.bytes(of: "a.m4a")
        // The sample entry is what tells protected files apart.
        let entry = try #require(bytes.indices.last { bytes.isTagged("mp4a", at: $0) })
        bytes.replaceSubrange(entry..<entry + 4, with: Array("drms".utf8))
        try folder.write(bytes, to: "a.m4a")
        #expect(throws: AudioError.encrypted(path: path, scheme: "drms")) { try AudioReader(path: path) }
    }

    @Test func namesAreNeverOptionsOrAddresses() throws {
        _ = try make("a.m4a", ["-c:a", "aac"])
        let bytes = try folder.bytes(of: "a.m4a")
        for name in ["-y.m4a", "http:x.m4a", "pipe:0", "a b'c\"d$(x).m4a", "%03d.m4a", "concat:a|b.m4a", "ä ö 录音.m4a"] {
            let reader = try AudioReader(path: try folder.write(bytes, to: name))
            #expect(abs(Double(try reader.readAll().count) / 16_000 - 5) < 0.1, "\(name)")
        }
        #expect(FFmpegPrograms.inputOptions("-y.m4a").suffix(2) == ["-i", "file:-y.m4a"])
    }

    @Test func playlistsAreNotFollowed() throws {
        let target = try make("a.m4a", ["-c:a", "aac"])
        let list = "#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\n\(target)\n#EXT-X-ENDLIST\n"
        let concat = "ffconcat version 1.0\nfile a.m4a\n"
        for (name, text) in [("a.m3u8", list), ("b.wav", list), ("c.ffconcat", concat), ("d.mp3", concat)] {
            let path = try folder.write(Array(text.utf8), to: name)
            let error = #expect(throws: AudioError.self) { try AudioReader(path: path) }
            #expect(error?.kind == .undecodable, "\(name)")
        }
    }

    @Test func cutFilesYieldWhatIsThereOrSayWhy() throws {
        let path = try make("a.m4a", ["-c:a", "aac", "-movflags", "+faststart"])
        let bytes = try folder.bytes(of: "a.m4a")
        try folder.write(Array(bytes[..<(bytes.count / 2)]), to: "a.m4a")
        let reader = try AudioReader(path: path)
        _ = try reader.readAll()
        #expect((1.0..<4.0).contains(reader.decodedSeconds))
        #expect(reader.warnings.contains { if case .shorterThanHeader = $0 { true } else { false } })

        // With its index at the end, which is missing now, nothing can be found.
        let other = try make("b.m4a", ["-c:a", "aac"])
        let whole = try folder.bytes(of: "b.m4a")
        try folder.write(Array(whole[..<(whole.count / 2)]), to: "b.m4a")
        let error = #expect(throws: AudioError.self) { try AudioReader(path: other) }
        #expect(error == .unreadableKind(path: other, kind: .unfinishedMP4))
    }
}
