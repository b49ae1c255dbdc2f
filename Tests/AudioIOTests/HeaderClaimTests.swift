import CSndfile
import FileSystem
import TestSupport
import Testing

@testable import AudioIO

@Suite("Headers that are wrong about the length") struct HeaderClaimTests {
    static let rate = 16_000
    private let tone = SyntheticAudio.bursts(sampleRate: rate, seconds: 4)

    /// Writes the tone with libsndfile and keeps the first bytes of the file.
    private func cutFile(
        _ folder: TemporaryFolder, _ name: String, _ container: Int, keep: Double
    ) throws -> (path: String, whole: [Float]) {
        try SoundFileWriter.write(
            tone, sampleRate: Self.rate, format: container | Int(SF_FORMAT_PCM_16), to: folder.file(name))
        let whole = try AudioReader(path: folder.file(name)).readAll()
        let bytes = try folder.bytes(of: name)
        return (try folder.write(Array(bytes[..<Int(Double(bytes.count) * keep)]), to: name), whole)
    }

    @Test(arguments: [
        ("a.wav", Int(SF_FORMAT_WAV)), ("b.aiff", Int(SF_FORMAT_AIFF)), ("c.au", Int(SF_FORMAT_AU)),
        ("d.w64", Int(SF_FORMAT_W64)), ("e.rf64", Int(SF_FORMAT_RF64)),
    ])
    func cutFilesYieldWhatIsThere(name: String, container: Int) throws {
        let folder = try TemporaryFolder()
        let (path, whole) = try cutFile(folder, name, container, keep: 0.5)
        let reader = try AudioReader(path: path)
        let samples = try reader.readAll()
        #expect(abs(reader.decodedSeconds - 2) < 0.01)
        #expect(samples.elementsEqual(whole.prefix(samples.count)))
        let warning = try #require(reader.warnings.first)
        guard case .shorterThanHeader(let claimed, let decoded) = warning else {
            Issue.record("\(warning)")
            return
        }
        #expect(abs(claimed - 4) < 0.01)
        #expect(decoded == reader.decodedSeconds)
        #expect(reader.warnings.count == 1)
    }

    @Test(.enabled(if: TestPrograms.hasFFmpeg)) func cutCAFIsReadByFFmpeg() throws {
        // libsndfile refuses it.
        let folder = try TemporaryFolder()
        let (path, whole) = try cutFile(folder, "a.caf", Int(SF_FORMAT_CAF), keep: 0.5)
        let reader = try AudioReader(path: path)
        let samples = try reader.readAll()
        #expect(abs(reader.decodedSeconds - 2) < 0.3)
        #expect(samples.elementsEqual(whole.prefix(samples.count)))
        #expect(reader.warnings.contains { if case .shorterThanHeader = $0 { true } else { false } })
    }

    @Test func lengthOfAFewMillisecondsTooManyIsNoMatter() throws {
        let folder = try TemporaryFolder()
        var wav = WAVBytes(tone, sampleRate: Self.rate)
        wav.statedSampleBytes = UInt32(2 * tone.count + 2 * 1_500)
        let reader = try AudioReader(path: try folder.write(wav.bytes, to: "a.wav"))
        #expect(try reader.readAll().count == tone.count)
        #expect(reader.warnings.isEmpty)
    }

    @Test(arguments: [0xFFFF_FFFF, 0x7FFF_FFFF, 0x7FFF_F000, 0xFFFF_FFDB] as [UInt32])
    func lengthWrittenToAPipeIsNoClaim(stated: UInt32) throws {
        let folder = try TemporaryFolder()
        var wav = WAVBytes(tone, sampleRate: Self.rate)
        wav.statedSampleBytes = stated
        let reader = try AudioReader(path: try folder.write(wav.bytes, to: "a.wav"))
        #expect(try reader.readAll().count == tone.count)
        #expect(reader.warnings.isEmpty)
    }

    @Test(.enabled(if: TestPrograms.hasFFmpeg), arguments: [0, 32_000] as [UInt32])
    func lengthThatFallsShortIsReadToTheEnd(stated: UInt32) throws {
        let folder = try TemporaryFolder()
        var wav = WAVBytes(tone, sampleRate: Self.rate)
        let whole = try AudioReader(path: try folder.write(wav.bytes, to: "whole.wav")).readAll()
        wav.statedSampleBytes = stated
        let reader = try AudioReader(path: try folder.write(wav.bytes, to: "a.wav"))
        #expect(try reader.readAll() == whole)
        #expect(reader.warnings == [.headerLengthIgnored])
    }

    @Test func lengthThatFallsShortIsReportedWithoutFFmpeg() throws {
        let folder = try TemporaryFolder()
        var wav = WAVBytes(tone, sampleRate: Self.rate)
        wav.statedSampleBytes = 32_000
        let reader = try AudioReader(path: try folder.write(wav.bytes, to: "a.wav"), programs: nil)
        #expect(try reader.readAll().count == 16_000)
        #expect(reader.warnings == [.readWithoutFFmpeg(reason: "only the length in the header was read")])
    }

    @Test func chunksAfterTheSamplesAreNotSound() throws {
        let folder = try TemporaryFolder()
        var wav = WAVBytes(tone, sampleRate: Self.rate)
        let text = [UInt8](repeating: 65, count: 10_000)
        wav.trailer = Array("LIST".utf8) + [0x10, 0x27, 0, 0] + text + Array("id3 ".utf8) + [4, 0, 0, 0, 1, 2, 3, 4]
        let reader = try AudioReader(path: try folder.write(wav.bytes, to: "a.wav"))
        #expect(try reader.readAll().count == tone.count)
        #expect(reader.warnings.isEmpty)
    }

    @Test(.enabled(if: TestPrograms.hasFFmpeg)) func otherChunksOfAnEmptyFileAreNotSound() throws {
        let folder = try TemporaryFolder()
        var wav = WAVBytes([], sampleRate: Self.rate)
        wav.trailer = Array("LIST".utf8) + [0x10, 0x27, 0, 0] + [UInt8](repeating: 65, count: 10_000)
        let path = try folder.write(wav.bytes, to: "a.wav")
        #expect(throws: AudioError.noSamples(path: path, format: "WAV, 16 bit")) { try AudioReader(path: path) }
    }

    @Test func chunkWalkSurvivesNonsense() throws {
        let folder = try TemporaryFolder()
        let noise = SyntheticAudio.noise(count: 4_000).map { UInt8(truncatingIfNeeded: Int($0 * 1000)) }
        for (index, start) in ["RIFF????WAVE", "RF64????WAVE", "FORM????AIFF", "caff????", ".snd", "fLaC"].enumerated()
        {
            let path = try folder.write(Array(start.utf8) + noise, to: "\(index).wav")
            #expect(throws: AudioError.self, "\(start)") { try AudioReader(path: path) }
        }
        for count in [0, 1, 3, 4, 11, 12, 19, 20, 35, 36, 40, 43, 44] {
            let bytes = WAVBytes(tone, sampleRate: Self.rate).bytes
            let path = try folder.write(Array(bytes[..<count]), to: "short.wav")
            #expect(throws: AudioError.self, "\(count) bytes") { try AudioReader(path: path) }
        }
    }
}
