import CSndfile
import FileSystem
import Foundation
import Glibc
import TestSupport
import Testing

@testable import AudioIO

@Suite struct AudioReaderTests {
    /// Two channels of noise at 44.1 kHz, about 1.5 s.
    private func stereoNoise(_ folder: TemporaryFolder) throws -> String {
        let samples = SyntheticAudio.noise(count: 2 * 66_667)
        return try folder.write(WAVBytes(samples, channelCount: 2, sampleRate: 44_100).bytes, to: "noise.wav")
    }

    @Test(arguments: [1, 160, 511, 4_096, 16_000, 100_000])
    func sizesOfReadsLeaveNoTrace(size: Int) throws {
        let folder = try TemporaryFolder()
        let path = try stereoNoise(folder)
        let whole = try AudioReader(path: path).readAll()
        let reader = try AudioReader(path: path)
        var joined: [Float] = []
        while true {
            let samples = try reader.read(size)
            if joined.count + size <= whole.count { #expect(samples.count == size) }
            if samples.isEmpty { break }
            joined += samples
        }
        #expect(joined == whole)
        #expect(try reader.read(size).isEmpty)
        #expect(reader.decodedSeconds == 66_667.0 / 44_100)
    }

    @Test func channelsAreMixedByTheirMean() throws {
        let folder = try TemporaryFolder()
        for channelCount in [1, 2, 3, 6, 8] {
            let frames = 3_000
            let samples = SyntheticAudio.noise(count: frames * channelCount)
            let path = try folder.write(
                WAVBytes(samples, channelCount: channelCount, sampleRate: 16_000, encoding: .float32).bytes,
                to: "\(channelCount).wav")
            let mean = (0..<frames).map { frame in
                (0..<channelCount).reduce(Float(0)) { $0 + samples[frame * channelCount + $1] } / Float(channelCount)
            }
            let mixed = try AudioReader(path: path).readAll()
            #expect(SignalComparison.largestDifference(mixed, mean) < 1e-6)
            for channel in 0..<channelCount {
                let one = try AudioReader(path: path, channels: .channel(channel)).readAll()
                #expect(one == (0..<frames).map { samples[$0 * channelCount + channel] })
            }
        }
    }

    @Test(arguments: [16_000, 44_100], [511, 30_000])
    func channelsAreReadSideBySideAsOneByOne(rate: Int, size: Int) throws {
        let folder = try TemporaryFolder()
        let samples = SyntheticAudio.noise(count: 3 * 50_001)
        let path = try folder.write(WAVBytes(samples, channelCount: 3, sampleRate: rate).bytes, to: "three.wav")
        let reader = try AudioReader(separating: path)
        var channels: [[Float]] = [[], [], []]
        while true {
            let block = try reader.readChannels(size)
            #expect(block.count == 3 && block.allSatisfy { $0.count == block[0].count && $0.count <= size })
            if block[0].isEmpty { break }
            for (channel, samples) in block.enumerated() { channels[channel] += samples }
        }
        for (channel, samples) in channels.enumerated() {
            #expect(try samples == AudioReader(path: path, channels: .channel(channel)).readAll())
        }
        #expect(reader.decodedSeconds == 50_001 / Double(rate))
    }

    @Test func oneChannelSideBySideIsTheMix() throws {
        let folder = try TemporaryFolder()
        let samples = SyntheticAudio.noise(count: 20_000)
        let path = try folder.write(WAVBytes(samples, sampleRate: 8_000).bytes, to: "one.wav")
        #expect(try AudioReader(separating: path).readChannels(.max) == [AudioReader(path: path).readAll()])
    }

    @Test func channelThatIsNotThereIsNamed() throws {
        let folder = try TemporaryFolder()
        let path = try stereoNoise(folder)
        for channel in [2, -1] {
            #expect(throws: AudioError.noSuchChannel(path: path, channel: channel, channelCount: 2)) {
                try AudioReader(path: path, channels: .channel(channel))
            }
        }
    }

    @Test func numbersThatAreNoneBecomeSilenceWithAWarning() throws {
        let folder = try TemporaryFolder()
        var samples = SyntheticAudio.noise(count: 40_000)
        for (index, value) in [(0, Float.nan), (9_000, .infinity), (9_001, -.infinity), (39_999, .nan)] {
            samples[index] = value
        }
        let path = try folder.write(WAVBytes(samples, sampleRate: 16_000, encoding: .float32).bytes, to: "nan.wav")
        let reader = try AudioReader(path: path)
        let read = try reader.readAll()
        #expect(read == samples.map { $0.isFinite ? $0 : 0 })
        #expect(reader.warnings == [.nonFiniteSamples(count: 4)])

        // Each is counted once, whatever the number of channels that are heard.
        let stereo = WAVBytes(samples, channelCount: 2, sampleRate: 16_000, encoding: .float32)
        let channels = try AudioReader(separating: folder.write(stereo.bytes, to: "stereo.wav"))
        _ = try channels.readChannels(.max)
        #expect(channels.warnings == [.nonFiniteSamples(count: 4)])
    }

    /// Numbers that no recorder writes have squares that are not finite.
    @Test(arguments: [Float.greatestFiniteMagnitude, -1e20, 1e12])
    func samplesThatCannotBeBecomeSilenceWithAWarning(value: Float) throws {
        let folder = try TemporaryFolder()
        let samples = [Float](repeating: value, count: 20_000) + SyntheticAudio.noise(count: 20_000)
        let wave = WAVBytes(samples, channelCount: 2, sampleRate: 16_000, encoding: .float32)
        let reader = try AudioReader(path: folder.write(wave.bytes, to: "huge.wav"))
        #expect(try reader.readAll().allSatisfy { abs($0) <= 1 })
        #expect(reader.warnings == [.nonFiniteSamples(count: 20_000)])
    }

    @Test func samplesBeyondFullScaleAreKept() throws {
        let folder = try TemporaryFolder()
        let samples: [Float] = [0, 1, 1.5, -3, 0.25, -0.25, 2]
        let path = try folder.write(WAVBytes(samples, sampleRate: 16_000, encoding: .float32).bytes, to: "loud.wav")
        #expect(try AudioReader(path: path).readAll() == samples)
    }

    @Test func otherOutputRates() throws {
        let folder = try TemporaryFolder()
        let path = try stereoNoise(folder)
        for rate in [8_000, 24_000, 44_100] {
            let reader = try AudioReader(path: path, sampleRate: rate)
            #expect(reader.sampleRate == rate)
            #expect(try reader.readAll().count == Int((66_667.0 * Double(rate) / 44_100).rounded()))
        }
    }

    @Test func memoryDoesNotGrowWithLength() throws {
        let folder = try TemporaryFolder()
        // 40 minutes of 8 kHz: 77 MB at 16 kHz in floats.
        let seconds = 2_400
        let second = SyntheticAudio.noise(count: 8_000)
        let samples = [[Float]](repeating: second, count: seconds).flatMap { $0 }
        try SoundFileWriter.write(
            samples, sampleRate: 8_000, format: Int(SF_FORMAT_WAV) | Int(SF_FORMAT_ULAW), to: folder.file("long.wav"))
        let reader = try AudioReader(path: folder.file("long.wav"))
        _ = try reader.read(16_000)
        let before = try residentBytes()
        var count = 16_000
        while true {
            let read = try reader.read(160_000).count
            if read == 0 { break }
            count += read
        }
        #expect(count == seconds * 16_000)
        // Other tests run in this process at the same time.
        #expect(try residentBytes() - before < 40_000_000)
    }

    private func residentBytes() throws -> Int {
        let fields = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
        return try #require(Int(fields[1])) * 4096
    }

    @Test func nothingIsLeftOpen() throws {
        let folder = try TemporaryFolder()
        let path = try stereoNoise(folder)
        let text = try folder.write(Array("no sound here".utf8), to: "x.txt")
        for _ in 0..<3 {
            _ = try AudioReader(path: path).read(100)
            #expect(throws: AudioError.self) { try AudioReader(path: text) }
        }
        var open: [String] = []
        for descriptor in 0..<Int32(1_024) {
            var target = [CChar](repeating: 0, count: 4_097)
            let length = readlink("/proc/self/fd/\(descriptor)", &target, 4_096)
            guard length > 0 else { continue }
            open.append(String(decoding: target[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self))
        }
        open.removeAll { !$0.hasPrefix(folder.path) }
        #expect(open.isEmpty)
    }
}
