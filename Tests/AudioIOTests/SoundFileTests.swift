import CSndfile
import FileSystem
import TestSupport
import Testing

@testable import AudioIO

@Suite("Uncompressed and lossless files") struct SoundFileTests {
    static let rates = [8_000, 11_025, 16_000, 22_050, 44_100, 48_000, 96_000]

    @Test(arguments: WAVBytes.Encoding.allCases, rates)
    func wavOfEveryEncodingAndRate(encoding: WAVBytes.Encoding, rate: Int) throws {
        let folder = try TemporaryFolder()
        let count = rate + 17
        let tone = SyntheticAudio.sine(frequency: 440, sampleRate: rate, count: count, amplitude: 0.8, phase: 0.3)
        let bytes = WAVBytes(tone, sampleRate: rate, encoding: encoding).bytes
        let reader = try AudioReader(path: try folder.write(bytes, to: "tone.wav"))
        try expectTone(reader, rate: rate, count: count, tolerance: encoding.precision)
        #expect(reader.info.format.hasPrefix("WAV, "))
        #expect(reader.warnings.isEmpty)
        #expect(try folder.bytes(of: "tone.wav") == bytes, "the file must not change")
    }

    struct Kind: Sendable, CustomTestStringConvertible {
        let name: String
        let format: Int
        let tolerance: Float
        let described: String
        var testDescription: String { name }

        init(_ name: String, _ container: Int, _ encoding: Int, _ tolerance: Float, _ described: String) {
            self.name = name
            format = container | encoding
            self.tolerance = tolerance
            self.described = described
        }
    }

    static let kinds: [Kind] = [
        Kind("a.flac", Int(SF_FORMAT_FLAC), Int(SF_FORMAT_PCM_16), 4e-5, "FLAC, 16 bit"),
        Kind("b.flac", Int(SF_FORMAT_FLAC), Int(SF_FORMAT_PCM_24), 3e-6, "FLAC, 24 bit"),
        Kind("c.aiff", Int(SF_FORMAT_AIFF), Int(SF_FORMAT_PCM_16), 4e-5, "AIFF, 16 bit"),
        Kind("d.aiff", Int(SF_FORMAT_AIFF), Int(SF_FORMAT_FLOAT), 3e-6, "AIFF, 32 bit float"),
        Kind("e.au", Int(SF_FORMAT_AU), Int(SF_FORMAT_ULAW), 0.035, "AU, mu-law"),
        Kind("f.au", Int(SF_FORMAT_AU), Int(SF_FORMAT_PCM_32), 3e-6, "AU, 32 bit"),
        Kind("g.caf", Int(SF_FORMAT_CAF), Int(SF_FORMAT_PCM_24), 3e-6, "CAF, 24 bit"),
        Kind("h.caf", Int(SF_FORMAT_CAF), Int(SF_FORMAT_ALAC_16), 4e-5, "CAF, ALAC, 16 bit"),
        Kind("i.w64", Int(SF_FORMAT_W64), Int(SF_FORMAT_PCM_16), 4e-5, "W64, 16 bit"),
        Kind("j.rf64", Int(SF_FORMAT_RF64), Int(SF_FORMAT_DOUBLE), 3e-6, "RF64, 64 bit float"),
        Kind("k.wav", Int(SF_FORMAT_WAVEX), Int(SF_FORMAT_PCM_24), 3e-6, "WAV, 24 bit"),
        Kind("l.wav", Int(SF_FORMAT_WAV), Int(SF_FORMAT_MS_ADPCM), 0.1, "WAV, MS ADPCM"),
        Kind("m.wav", Int(SF_FORMAT_WAV), Int(SF_FORMAT_IMA_ADPCM), 0.1, "WAV, IMA ADPCM"),
        Kind("n.sph", Int(SF_FORMAT_NIST), Int(SF_FORMAT_PCM_16), 4e-5, "NIST Sphere, 16 bit"),
        Kind("o.voc", Int(SF_FORMAT_VOC), Int(SF_FORMAT_PCM_16), 4e-5, "VOC, 16 bit"),
    ]

    @Test(arguments: kinds, [8_000, 44_100]) func everyContainer(kind: Kind, rate: Int) throws {
        let folder = try TemporaryFolder()
        let count = 2 * rate
        let tone = SyntheticAudio.sine(frequency: 440, sampleRate: rate, count: count, amplitude: 0.8, phase: 0.3)
        try SoundFileWriter.write(tone, sampleRate: rate, format: kind.format, to: folder.file(kind.name))
        let reader = try AudioReader(path: folder.file(kind.name))
        // ADPCM writes whole blocks, so that its files may be a little longer than what was written.
        let isADPCM = kind.described.hasSuffix("ADPCM")
        try expectTone(reader, rate: rate, count: isADPCM ? nil : count, tolerance: kind.tolerance)
        #expect(abs(reader.decodedSeconds - 2) < 0.3)
        #expect(reader.info.format == kind.described)
        #expect(reader.warnings.isEmpty)
    }

    /// Checks length, frequency, amplitude and phase of a 440 Hz tone.
    private func expectTone(_ reader: AudioReader, rate: Int, count: Int?, tolerance: Float) throws {
        let samples = try reader.readAll()
        if let count {
            #expect(samples.count == Int((Double(count) * 16_000 / Double(rate)).rounded()))
            #expect(reader.decodedSeconds == Double(count) / Double(rate))
            #expect(reader.info.expectedSeconds == reader.decodedSeconds)
        }
        #expect(reader.info.sampleRate == rate)
        #expect(reader.info.channelCount == 1)
        let fit = SignalComparison.sineFit(samples, frequency: 440, sampleRate: 16_000, in: 1_000..<15_000)
        #expect(abs(fit.amplitude - 0.8) < Double(tolerance))
        #expect(abs(fit.phase - 0.3) < Double(tolerance) * 2)
        #expect(fit.remainder < Double(tolerance) * 2 + 2e-5)
    }

    @Test func nameThatLooksLikeRawSoundIsNotEnough() throws {
        // By these names libsndfile would take any bytes for samples.
        let folder = try TemporaryFolder()
        let junk = SyntheticAudio.noise(count: 20_000).map { UInt8(truncatingIfNeeded: Int($0 * 255)) }
        for name in ["x.snd", "x.vox", "x.gsm", "x.raw", "x.au"] {
            let path = try folder.write([0x11] + junk, to: name)
            #expect(throws: AudioError.self, "\(name)") { try AudioReader(path: path) }
        }
    }
}
