import Foundation
import TestSupport
import Testing

/// Every odd recording is transcribed or fails with its own error.
@Suite("Odd recordings", .enabled(if: OddRecordings.areAvailable, "needs models, ffmpeg and the shared recordings"))
struct OddRecordingsTests {
    /// Recordings with a reference: the largest word error rate that is allowed. Short ones are all or nothing.
    static let known: [(name: String, errorRate: Double)] = [
        ("ami_ES2011a_headset0_40s_46s.wav", 0.25), ("azure_customspeech_audio1.wav", 0.06),
        ("azure_customspeech_audio2.wav", 0.06), ("azure_whatstheweatherlike.mp3", 0),
        ("azure_whatstheweatherlike_16k.wav", 0), ("azure_whatstheweatherlike_16k_mulaw.wav", 0),
        ("cards_001.wav", 0.34), ("cards_003.wav", 0.34), ("cards_004.wav", 0.5),
        ("common_voice_en_22058264.mp3", 0), ("common_voice_en_22058266.mp3", 0),
        ("common_voice_en_22058267.mp3", 0), ("jfk_16k.wav", 0.1), ("jfk_44k1.m4a", 0.1),
        ("librivox_sense_0870.wav", 0.15), ("librivox_sense_0880.wav", 0.25), ("librivox_sense_0890.wav", 0.15),
        ("librivox_sonnet1.mp3", 0.15), ("librivox_sonnet2.mp3", 0.15), ("ls_2412-153948-0000.flac", 0.1),
        ("ls_2412-153948-0001.flac", 0.1), ("mfa_acoustic_corpus.wav", 0.35), ("mfa_cold_corpus_24bit.wav", 0.35),
        ("mfa_cold_corpus_32bit_float.wav", 0.35),
        // Two people talk at once for most of it; the reference has them one after the other.
        ("stereo_two_speakers_one_per_channel.wav", 0.7),
    ]

    /// Recordings without a reference: words that anybody hears in them, and the number of speakers if it is plain.
    static let heard: [(name: String, phrases: [String], speakers: Int?)] = [
        ("azure_bad_header_length.wav", ["sound of my voice", "greater accuracy when talking"], 1),
        ("azure_katiesteve_mono.wav", ["good morning steve", "good morning katie", "that sounds interesting"], 2),
        ("google_multi_44k_stereo.wav", ["how are you"], nil),
        ("google_two_channel_16k.wav", ["checking", "credit card number"], nil),
        ("ibm_Us_English_Narrowband_Sample_1.wav", ["how can i help you today", "course online"], nil),
        ("ibm_en-GB_Narrowband_sample1.wav", ["heavy rain", "severe gales in the northwest"], 1),
    ]

    /// Recordings in which nobody speaks.
    static let speechless = [
        "noise1.wav", "noise3.wav", "noise5.wav", "rir1.wav", "rir2.wav", "rir3.wav", "rir4.wav",
    ]

    /// Files that hold no recording: exit code and what the message says.
    static let unusable: [(name: String, status: Int32, message: String)] = [
        ("azure_missing_wav_header.wav", 65, "is not audio that can be decoded (libsndfile: "),
        ("goforward_headerless_16k_s16le.raw", 65, "is not audio that can be decoded (libsndfile: "),
        ("riff_header_only.wav", 65, "holds no sound (WAV, 16 bit without a sample)"),
        ("zero_byte.wav", 65, "the file is empty (0 bytes)"),
    ]

    /// The same nine seconds in seven containers.
    static let containers = ["aac", "aiff", "flac", "mp3", "mp4", "ogg", "webm"]

    private static func sonnet(_ container: String) -> String { "librivox_sonnet1_9s_format.\(container)" }

    private func transcription() throws -> OddRecordings.Transcription { try OddRecordings.Transcription.shared.get() }

    private func line(_ name: String) throws -> OddRecordings.Line {
        try #require(try transcription().transcripts[name], "\(name) was not transcribed")
    }

    @Test(arguments: known) func wordErrorsStayWithinTheBound(name: String, errorRate: Double) throws {
        let reference = try #require(try OddRecordings.references()[name])
        let line = try line(name)
        let found = SpokenWords.errorRate(line.spoken, against: reference)
        #expect(found <= errorRate, "\(line.text)")
    }

    @Test(arguments: heard) func whatAnybodyHearsIsThere(name: String, phrases: [String], speakers: Int?) throws {
        let line = try line(name)
        let text = line.spoken.joined(separator: " ")
        for phrase in phrases { #expect(text.contains(phrase)) }
        if let speakers { #expect(line.speakers.count == speakers) }
    }

    @Test(arguments: speechless) func nothingIsInventedWhereNobodySpeaks(name: String) throws {
        let line = try line(name)
        #expect(line.words.isEmpty, "\(line.text)")
    }

    @Test(arguments: unusable)
    func unusableFilesHaveTheirOwnError(name: String, status: Int32, message: String) throws {
        let transcription = try transcription()
        #expect(transcription.transcripts[name] == nil)
        let lines = transcription.messages.filter { $0.contains("/\(name): ") }
        #expect(lines.count == 1)
        #expect(lines.first?.contains("/\(name): \(message)") == true)
        let alone = try WhoSaidProgram().run("transcribe", TestResources.shared("data/odd_audio/audio/\(name)"))
        expect(alone, status: status, errors: (lines.first ?? "") + "\n")
    }

    @Test func theOthersAreDoneAllTheSame() throws {
        #expect(try transcription().status == 1)
        let names = try FileManager.default.contentsOfDirectory(atPath: #require(OddRecordings.folder))
        let listed = Self.known.map(\.name) + Self.heard.map(\.name) + Self.speechless
        let transcribed = listed + Self.containers.map(Self.sonnet)
        #expect(Set(try transcription().transcripts.keys) == Set(transcribed))
        #expect(Set(names) == Set(transcribed + Self.unusable.map(\.name)))
    }

    @Test func aHeaderThatPromisesTooMuchIsNotBelieved() throws {
        let name = "azure_bad_header_length.wav"
        #expect(abs(try line(name).recording.duration_seconds - 18.343) < 0.001)
        #expect(
            try transcription().messages.contains {
                $0.hasSuffix("/\(name): the header promises 1803.28 s of sound, the file holds 18.34 s")
            })
    }

    @Test(arguments: containers) func containersAgreeOnWordsAndTimes(container: String) throws {
        let reference = try line(Self.sonnet("aiff"))
        let line = try line(Self.sonnet(container))
        #expect(line.spoken.joined(separator: " ").contains("from fairest creatures we desire"))
        #expect(SpokenWords.errorRate(line.spoken, against: reference.spoken) <= 0.15, "\(line.text)")
        let pairs = Self.commonWords(reference.words, line.words)
        #expect(pairs.count >= reference.words.count - 2)
        // Lossy coding may move where a word begins after silence.
        let near = pairs.filter { abs($0.start - $1.start) <= 0.1 && abs($0.end - $1.end) <= 0.1 }
        #expect(near.count >= pairs.count - 2)
        #expect(pairs.allSatisfy { abs($0.start - $1.start) <= 0.4 && abs($0.end - $1.end) <= 0.4 })
    }

    /// The longest sequence of words that both have.
    private static func commonWords(
        _ one: [OddRecordings.Line.Word], _ other: [OddRecordings.Line.Word]
    ) -> [(OddRecordings.Line.Word, OddRecordings.Line.Word)] {
        var best = Array(repeating: Array(repeating: 0, count: other.count + 1), count: one.count + 1)
        func isSame(_ i: Int, _ j: Int) -> Bool { SpokenWords.of(one[i].text) == SpokenWords.of(other[j].text) }
        for i in one.indices.reversed() {
            for j in other.indices.reversed() {
                best[i][j] = isSame(i, j) ? best[i + 1][j + 1] + 1 : max(best[i + 1][j], best[i][j + 1])
            }
        }
        var (i, j) = (0, 0)
        var pairs: [(OddRecordings.Line.Word, OddRecordings.Line.Word)] = []
        while i < one.count && j < other.count {
            if isSame(i, j) {
                pairs.append((one[i], other[j]))
                (i, j) = (i + 1, j + 1)
            } else if best[i + 1][j] >= best[i][j + 1] {
                i += 1
            } else {
                j += 1
            }
        }
        return pairs
    }
}
