import CSndfile
import FileSystem
import TestSupport
import Testing

@testable import AudioIO

@Suite("Damaged compressed files") struct DamagedFileTests {
    private static let rate = 44_100
    private let sound = noisySound(sampleRate: rate)

    /// Eight seconds; the noise makes compressed files long enough to have many pages.
    private static func noisySound(sampleRate: Int) -> [Float] {
        let bursts = SyntheticAudio.bursts(sampleRate: sampleRate, seconds: 8)
        return zip(bursts, SyntheticAudio.noise(count: bursts.count, amplitude: 0.1)).map { $0 + $1 }
    }

    private func write(_ folder: TemporaryFolder, _ name: String, _ container: Int, _ encoding: Int) throws -> [UInt8] {
        try SoundFileWriter.write(
            sound, sampleRate: Self.rate, format: container | encoding, to: folder.file(name))
        return try folder.bytes(of: name)
    }

    /// Where in the output the last two seconds of the reference are, relative to where they should be, in samples.
    private func lagOfEnd(_ samples: [Float], _ reference: [Float]) -> Double {
        SignalComparison.lag(of: samples, to: reference, in: 96_000..<126_000, reach: 1_600)
    }

    @Test func cutFLACYieldsWhatIsThere() throws {
        let folder = try TemporaryFolder()
        let bytes = try write(folder, "a.flac", Int(SF_FORMAT_FLAC), Int(SF_FORMAT_PCM_16))
        let whole = try AudioReader(path: folder.file("a.flac")).readAll()
        let path = try folder.write(Array(bytes[..<(bytes.count / 2)]), to: "cut.flac")
        for programs in [FFmpegPrograms.find(), nil] {
            let reader = try AudioReader(path: path, programs: programs)
            let samples = try reader.readAll()
            #expect((1.0..<7.0).contains(reader.decodedSeconds))
            // The resampler sees silence after the end, so that its last samples differ.
            #expect(samples.dropLast(200).elementsEqual(whole.prefix(samples.count - 200)))
            let shorter = AudioWarning.shorterThanHeader(claimedSeconds: 8, decodedSeconds: reader.decodedSeconds)
            #expect(reader.warnings.contains(shorter))
        }
    }

    @Test(.enabled(if: TestPrograms.hasFFmpeg)) func soundBehindDamageInFLACKeepsItsTime() throws {
        let folder = try TemporaryFolder()
        var bytes = try write(folder, "a.flac", Int(SF_FORMAT_FLAC), Int(SF_FORMAT_PCM_16))
        let whole = try AudioReader(path: folder.file("a.flac")).readAll()
        for index in (bytes.count / 3)..<(bytes.count / 3 + 400) { bytes[index] ^= 0x5A }
        let path = try folder.write(bytes, to: "hurt.flac")
        let reader = try AudioReader(path: path)
        let samples = try reader.readAll()
        #expect(abs(reader.decodedSeconds - 8) < 0.001)
        // ffmpeg's output has times in milliseconds.
        #expect(abs(lagOfEnd(samples, whole)) <= 8)
        #expect(reader.warnings.contains { if case .gapsFilled = $0 { true } else { false } })
        let alone = try AudioReader(path: path, programs: nil)
        _ = try alone.readAll()
        #expect(alone.decodedSeconds < 4)
        #expect(alone.warnings.contains(.readWithoutFFmpeg(reason: "what follows the damage was not looked at")))
    }

    @Test(
        .enabled(if: TestPrograms.hasFFmpeg),
        arguments: [("a.ogg", Int(SF_FORMAT_VORBIS)), ("b.opus", Int(SF_FORMAT_OPUS))])
    func soundBehindDamageInOggKeepsItsTime(name: String, encoding: Int) throws {
        let folder = try TemporaryFolder()
        let rate = encoding == Int(SF_FORMAT_OPUS) ? 48_000 : Self.rate
        let sound = Self.noisySound(sampleRate: rate)
        try SoundFileWriter.write(
            sound, sampleRate: rate, format: Int(SF_FORMAT_OGG) | encoding, to: folder.file(name))
        let whole = try AudioReader(path: folder.file(name)).readAll()
        var bytes = try folder.bytes(of: name)
        for index in (bytes.count / 2)..<(bytes.count / 2 + 1_000) { bytes[index] ^= 0x5A }
        let reader = try AudioReader(path: try folder.write(bytes, to: "hurt-\(name)"))
        let samples = try reader.readAll()
        #expect(abs(reader.decodedSeconds - 8) < 0.03)
        #expect(abs(lagOfEnd(samples, whole)) < 16)
        #expect(reader.warnings.contains { if case .gapsFilled = $0 { true } else { false } })
        #expect(reader.warnings.contains { if case .damagedStream = $0 { true } else { false } })
    }

    @Test(.enabled(if: TestPrograms.hasFFmpeg)) func cutOggYieldsWhatIsThere() throws {
        let folder = try TemporaryFolder()
        let bytes = try write(folder, "a.ogg", Int(SF_FORMAT_OGG), Int(SF_FORMAT_VORBIS))
        let whole = try AudioReader(path: folder.file("a.ogg")).readAll()
        let reader = try AudioReader(path: try folder.write(Array(bytes[..<(3 * bytes.count / 4)]), to: "cut.ogg"))
        let samples = try reader.readAll()
        #expect((1.0..<7.0).contains(reader.decodedSeconds))
        #expect(SignalComparison.largestDifference(Array(samples.prefix(15_000)), Array(whole.prefix(15_000))) < 1e-4)
        #expect(reader.warnings.contains(.missingEndMark))
    }

    @Test(.enabled(if: TestPrograms.hasFFmpeg)) func joinedFilesAreReadToTheEnd() throws {
        let folder = try TemporaryFolder()
        try folder.write(WAVBytes(sound, sampleRate: Self.rate).bytes, to: "a.wav")
        for name in ["a.mp3", "a.ogg"] {
            // Each with a serial number of its own, as joined Ogg streams must have.
            for part in ["1", "2"] {
                try TestPrograms.runFFmpeg([
                    "-i", folder.file("a.wav"), "-serial_offset", part, folder.file("\(part)-\(name)"),
                ])
            }
            let bytes = try folder.bytes(of: "1-\(name)") + folder.bytes(of: "2-\(name)")
            let reader = try AudioReader(path: try folder.write(bytes, to: name))
            _ = try reader.readAll()
            #expect(abs(reader.decodedSeconds - 16) < 0.1, "\(name)")
        }
    }

    @Test(.enabled(if: TestPrograms.hasFFmpeg)) func cutMP3YieldsWhatIsThere() throws {
        let folder = try TemporaryFolder()
        try folder.write(WAVBytes(sound, sampleRate: Self.rate).bytes, to: "a.wav")
        try TestPrograms.runFFmpeg(["-i", folder.file("a.wav"), folder.file("a.mp3")])
        let bytes = try folder.bytes(of: "a.mp3")
        let whole = try AudioReader(path: folder.file("a.mp3")).readAll()
        let reader = try AudioReader(path: try folder.write(Array(bytes[..<(bytes.count / 2)]), to: "cut.mp3"))
        let samples = try reader.readAll()
        #expect(abs(reader.decodedSeconds - 4) < 0.2)
        #expect(SignalComparison.largestDifference(Array(samples.prefix(50_000)), Array(whole.prefix(50_000))) < 1e-4)
        #expect(reader.warnings.contains { if case .shorterThanHeader = $0 { true } else { false } })
    }
}
