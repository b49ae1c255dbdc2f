import Testing

@testable import AudioIO

@Suite struct MatroskaPCMStreamTests {
    /// An element with a size field of the given width.
    private func element(_ identifier: [UInt8], _ body: [UInt8], sizeBytes: Int = 1) -> [UInt8] {
        let marked = UInt64(body.count) | 1 << (7 * UInt64(sizeBytes))
        let size = (0..<sizeBytes).reversed().map { UInt8(truncatingIfNeeded: marked >> (8 * UInt64($0))) }
        return identifier + size + body
    }

    private func floats(_ values: [Float]) -> [UInt8] {
        values.flatMap { value in (0..<4).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * UInt32($0))) } }
    }

    /// Header of a stream of 48 kHz stereo, with things in it that are to be skipped.
    private var header: [UInt8] {
        let audio = element([0xE1], element([0x9F], [2]) + element([0xB5], [0x47, 0x3B, 0x80, 0x00]))
        return element([0x1A, 0x45, 0xDF, 0xA3], element([0x42, 0x82], Array("matroska".utf8)), sizeBytes: 4)
            + [0x18, 0x53, 0x80, 0x67, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]
            + element([0xEC], [UInt8](repeating: 0xA3, count: 300), sizeBytes: 8)
            + element([0x15, 0x49, 0xA9, 0x66], element([0x2A, 0xD7, 0xB1], [0x0F, 0x42, 0x40]))
            + element([0x16, 0x54, 0xAE, 0x6B], element([0xAE], element([0x86], Array("A_PCM".utf8)) + audio))
    }

    private func cluster(_ milliseconds: UInt16, _ blocks: [UInt8]) -> [UInt8] {
        let time = element([0xE7], [UInt8(milliseconds >> 8), UInt8(milliseconds & 0xFF)])
        return element([0x1F, 0x43, 0xB6, 0x75], time + blocks, sizeBytes: 3)
    }

    private func stream(_ bytes: [UInt8], piece: Int) -> MatroskaPCMStream {
        var position = 0
        return MatroskaPCMStream { buffer throws(MatroskaPCMStream.Failure) in
            let count = min(piece, buffer.count, bytes.count - position)
            buffer.replaceSubrange(..<count, with: bytes[position..<position + count])
            position += count
            return count
        }
    }

    @Test(arguments: [1, 2, 3, 5, 64, 1_000_000]) func blocksComeWithTheirTimes(piece: Int) throws {
        let values = (0..<3_000).map { Float($0) / 7 - 100 }
        let first = element([0xA3], [0x81, 0x00, 0x05, 0x80] + floats(Array(values[..<2_000])), sizeBytes: 4)
        let second = element(
            [0xA0], element([0xA1], [0x81, 0xFF, 0xFE, 0x00] + floats(Array(values[2_000...])), sizeBytes: 2),
            sizeBytes: 2)
        let bytes = header + cluster(1_000, first) + cluster(2_500, second)
        let stream = stream(bytes, piece: piece)
        #expect(try stream.nextBlock() == 1.005)
        #expect(stream.sampleRate == 48_000)
        #expect(stream.channelCount == 2)
        #expect(stream.remainingBytes == 8_000)
        var samples: [Float] = []
        while try stream.read(333, into: &samples) > 0 {}
        #expect(try stream.nextBlock() == 2.498)
        while try stream.read(.max, into: &samples) > 0 {}
        #expect(samples == values)
        #expect(try stream.nextBlock() == nil)
        #expect(try stream.nextBlock() == nil)
    }

    @Test func unreadBlocksAreSkipped() throws {
        let block = { (value: Float) in self.element([0xA3], [0x81, 0, 0, 0] + self.floats([value, value])) }
        let stream = stream(header + cluster(0, block(1) + block(2)), piece: 10)
        #expect(try stream.nextBlock() == 0)
        #expect(try stream.nextBlock() == 0)
        var samples: [Float] = []
        #expect(try stream.read(9, into: &samples) == 2)
        #expect(samples == [2, 2])
    }

    @Test func streamThatBreaksOffIsAFailure() throws {
        let block = element([0xA3], [0x81, 0, 0, 0] + floats([1, 2, 3, 4]))
        let whole = header + cluster(0, block)
        // Whatever byte is the last one: an end between elements, or a failure, never a crash or a wrong sample.
        for count in 0..<whole.count {
            let stream = stream(Array(whole[..<count]), piece: 50)
            var samples: [Float] = []
            do throws(MatroskaPCMStream.Failure) {
                while try stream.nextBlock() != nil { while try stream.read(1, into: &samples) > 0 {} }
                #expect(samples.isEmpty)
            } catch {
                #expect(error.reason.hasPrefix("ends within"))
            }
            #expect(samples.count < 4)
        }
    }

    @Test func whatIsNotMatroskaIsAFailure() {
        for bytes: [UInt8] in [
            [0x00, 0x01, 0x02], header + [0xA3, 0xFF, 0x81], header + [0xBF, 0xFF],
            header + cluster(0, element([0xA3], [0x81, 0, 0, 0x06])),
            header + element([0xE7], [1, 2, 3, 4, 5, 6, 7, 8, 9]),
            header + [0xBF, 0x01, 0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], Array("no\nno\nno\nno\n".utf8),
            header + element([0xA3], [0x81, 0]), header + element([0xB5], [1, 2, 3]),
        ] {
            #expect(throws: MatroskaPCMStream.Failure.self, "\(bytes.suffix(20))") {
                let stream = stream(bytes, piece: 1_000)
                while try stream.nextBlock() != nil {}
            }
        }
    }
}
