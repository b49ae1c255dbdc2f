import Foundation
import TestSupport
import Testing

@testable import AudioIO

/// Recordings from the wild. Every file either reads with a known length or fails with its own error.
@Suite("Odd recordings", .enabled(if: TestPrograms.hasOddAudio && TestPrograms.hasFFmpeg))
struct OddAudioTests {
    private static func path(_ name: String) -> String { "\(TestPrograms.oddAudio)/\(name)" }

    /// Name, length in seconds, rate, channels, format.
    static let readable: [(String, Double, Int, Int, String)] = [
        ("ami_ES2011a_headset0_40s_46s.wav", 6, 16_000, 1, "WAV, 16 bit"),
        ("azure_bad_header_length.wav", 18.342875, 16_000, 1, "WAV, 16 bit"),
        ("azure_customspeech_audio1.wav", 35.230375, 16_000, 1, "WAV, 16 bit"),
        ("azure_customspeech_audio2.wav", 24.3326875, 16_000, 1, "WAV, 16 bit"),
        ("azure_katiesteve_mono.wav", 19.181125, 16_000, 1, "WAV, 16 bit"),
        ("azure_whatstheweatherlike.mp3", 2.03, 16_000, 1, "MP3 (ffmpeg)"),
        ("azure_whatstheweatherlike_16k.wav", 2.03, 16_000, 1, "WAV, 16 bit"),
        ("azure_whatstheweatherlike_16k_mulaw.wav", 2.03, 16_000, 1, "WAV, mu-law"),
        ("cards_001.wav", 1.095375, 16_000, 1, "WAV, 16 bit"),
        ("cards_003.wav", 1.5381875, 16_000, 1, "WAV, 16 bit"),
        ("cards_004.wav", 1.554, 16_000, 1, "WAV, 16 bit"),
        ("common_voice_en_22058264.mp3", 4.104, 48_000, 1, "MP3 (ffmpeg)"),
        ("common_voice_en_22058266.mp3", 2.352, 48_000, 1, "MP3 (ffmpeg)"),
        ("common_voice_en_22058267.mp3", 1.848, 48_000, 1, "MP3 (ffmpeg)"),
        ("google_multi_44k_stereo.wav", 227_328 / 44_100, 44_100, 2, "WAV, 16 bit"),
        ("google_two_channel_16k.wav", 6.6650625, 16_000, 2, "WAV, 16 bit"),
        ("ibm_Us_English_Narrowband_Sample_1.wav", 10.399, 8_000, 1, "WAV, 16 bit"),
        ("ibm_en-GB_Narrowband_sample1.wav", 22, 8_000, 1, "WAV, 16 bit"),
        ("jfk_16k.wav", 11, 16_000, 1, "WAV, 16 bit"),
        ("jfk_44k1.m4a", 485_312 / 44_100, 44_100, 1, "AAC in MP4 (ffmpeg)"),
        ("librivox_sense_0870.wav", 7.1, 16_000, 1, "WAV, 16 bit"),
        ("librivox_sense_0880.wav", 2.99, 16_000, 1, "WAV, 16 bit"),
        ("librivox_sense_0890.wav", 5.3, 16_000, 1, "WAV, 16 bit"),
        ("librivox_sonnet1.mp3", 2_349_056 / 44_100, 44_100, 2, "MP3 (ffmpeg)"),
        ("librivox_sonnet2.mp3", 2_333_184 / 44_100, 44_100, 2, "MP3 (ffmpeg)"),
        ("librivox_sonnet1_9s_format.aac", 397_312 / 44_100, 44_100, 2, "AAC in ADTS (ffmpeg)"),
        ("librivox_sonnet1_9s_format.aiff", 396_679 / 44_100, 44_100, 2, "AIFF, 16 bit"),
        ("librivox_sonnet1_9s_format.flac", 396_288 / 44_100, 44_100, 2, "FLAC, 16 bit"),
        ("librivox_sonnet1_9s_format.mp3", 397_487 / 44_100, 44_100, 2, "MP3 (ffmpeg)"),
        ("librivox_sonnet1_9s_format.mp4", 397_312 / 44_100, 44_100, 2, "AAC in MP4 (ffmpeg)"),
        ("librivox_sonnet1_9s_format.ogg", 396_679 / 44_100, 44_100, 2, "Vorbis in Ogg (ffmpeg)"),
        ("librivox_sonnet1_9s_format.webm", 397_504 / 44_100, 44_100, 2, "Vorbis in Matroska (ffmpeg)"),
        ("ls_2412-153948-0000.flac", 11.66, 16_000, 1, "FLAC, 16 bit"),
        ("ls_2412-153948-0001.flac", 10.51, 16_000, 1, "FLAC, 16 bit"),
        ("mfa_acoustic_corpus.wav", 26.72325, 16_000, 1, "WAV, 16 bit"),
        ("mfa_cold_corpus_24bit.wav", 25.7175625, 16_000, 1, "WAV, 24 bit"),
        ("mfa_cold_corpus_32bit_float.wav", 25.7175625, 16_000, 1, "WAV, 32 bit float"),
        ("noise1.wav", 33.12325, 16_000, 1, "WAV, 16 bit"),
        ("noise3.wav", 8.4288125, 16_000, 1, "WAV, 16 bit"),
        ("noise5.wav", 13.685625, 16_000, 1, "WAV, 16 bit"),
        ("rir1.wav", 1, 16_000, 1, "WAV, 16 bit"), ("rir2.wav", 1.3653125, 16_000, 1, "WAV, 16 bit"),
        ("rir3.wav", 2, 16_000, 1, "WAV, 16 bit"), ("rir4.wav", 0.5, 16_000, 1, "WAV, 16 bit"),
        ("stereo_two_speakers_one_per_channel.wav", 5, 16_000, 2, "WAV, 16 bit"),
    ]

    static let unreadable = [
        "azure_missing_wav_header.wav", "goforward_headerless_16k_s16le.raw", "riff_header_only.wav", "zero_byte.wav",
    ]

    @Test(arguments: readable)
    func fileReads(name: String, seconds: Double, rate: Int, channels: Int, format: String) throws {
        let reader = try AudioReader(path: Self.path(name))
        let samples = try reader.readAll()
        #expect(reader.info.sampleRate == rate)
        #expect(reader.info.channelCount == channels)
        #expect(reader.info.format == format)
        #expect(abs(reader.decodedSeconds - seconds) < 0.0015)
        #expect(samples.count == Int((reader.decodedSeconds * 16_000).rounded()))
        #expect(samples.allSatisfy { $0.isFinite })
        // Speech, noise or an impulse: none of these files is silent.
        #expect((samples.map { abs($0) }.max() ?? 0) > 0.003)
        switch name {
        case "azure_bad_header_length.wav":
            #expect(
                reader.warnings.map(\.description) == [
                    "the header promises 1803.28 s of sound, the file holds 18.34 s"
                ])
        case "librivox_sonnet1_9s_format.flac":
            // Its last frame, 9 ms, is malformed; no decoder reads it.
            #expect(reader.warnings.count == 2)
        case "rir2.wav":
            // After the impulse there is nothing but an offset.
            #expect(
                reader.warnings.map(\.description) == [
                    "channel 1 is shifted by up to 0.2 % of full scale; the shift was taken out"
                ])
        default:
            #expect(reader.warnings.isEmpty)
        }
    }

    @Test func fileWithoutSoundFailsWithItsOwnError() throws {
        func error(_ name: String) throws -> AudioError {
            try #require(#expect(throws: AudioError.self) { try AudioReader(path: Self.path(name)) })
        }
        #expect(try error("zero_byte.wav") == .empty(path: Self.path("zero_byte.wav")))
        #expect(
            try error("riff_header_only.wav")
                == .noSamples(path: Self.path("riff_header_only.wav"), format: "WAV, 16 bit"))
        for name in ["azure_missing_wav_header.wav", "goforward_headerless_16k_s16le.raw"] {
            guard case .undecodable(Self.path(name), let refusals) = try error(name) else {
                Issue.record("\(try error(name))")
                continue
            }
            #expect(refusals.map(\.decoder) == ["libsndfile", "ffmpeg"])
        }
    }

    @Test func everyFileIsInATable() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: TestPrograms.oddAudio)
        #expect(Set(files) == Set(Self.readable.map(\.0) + Self.unreadable))
    }

    /// The same nine seconds in seven containers: encoder delay must be gone from all.
    @Test func containersAgreeOnTheTime() throws {
        let reference = try AudioReader(path: Self.path("librivox_sonnet1_9s_format.aiff")).readAll()
        for container in ["aac", "flac", "mp3", "mp4", "ogg", "webm"] {
            let samples = try AudioReader(path: Self.path("librivox_sonnet1_9s_format.\(container)")).readAll()
            let lag = SignalComparison.lag(of: samples, to: reference, in: 16_000..<128_000, reach: 800)
            #expect(abs(lag / 16) < 0.01, "\(container): \(lag / 16) ms")
        }
        let jfk = try AudioReader(path: Self.path("jfk_16k.wav")).readAll()
        let encoded = try AudioReader(path: Self.path("jfk_44k1.m4a")).readAll()
        let lag = SignalComparison.lag(of: encoded, to: jfk, in: 16_000..<160_000, reach: 1_600)
        #expect(abs(lag / 16) < 1, "m4a: \(lag / 16) ms")
    }

    @Test func channelsHoldDifferentSpeakers() throws {
        let path = Self.path("stereo_two_speakers_one_per_channel.wav")
        let both = try (0...1).map { try AudioReader(path: path, channels: .channel($0)).readAll() }
        let mix = try AudioReader(path: path).readAll()
        let mean = zip(both[0], both[1]).map { 0.5 * ($0 + $1) }
        #expect(SignalComparison.largestDifference(mix, mean) < 1e-6)
        #expect(SignalComparison.largestDifference(both[0], both[1]) > 0.1)
    }
}
