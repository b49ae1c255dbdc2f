import CSndfile
import Testing

/// Writes files with libsndfile.
enum SoundFileWriter {
    struct Failure: Error { let reason: String }

    /// - Parameters:
    ///   - samples: interleaved.
    ///   - format: container and encoding as libsndfile's constants.
    static func write(_ samples: [Float], channelCount: Int = 1, sampleRate: Int, format: Int, to path: String) throws {
        var info = SF_INFO()
        info.samplerate = Int32(sampleRate)
        info.channels = Int32(channelCount)
        info.format = Int32(format)
        guard let file = sf_open(path, Int32(SFM_WRITE), &info) else {
            throw Failure(reason: String(cString: sf_strerror(nil)))
        }
        defer { sf_close(file) }
        sf_command(file, Int32(SFC_SET_CLIPPING), nil, Int32(SF_TRUE))
        // In pieces: libsndfile's Vorbis encoder puts a whole call on the stack.
        var written = 0
        while written < samples.count {
            let count = min(4096 * channelCount, samples.count - written)
            let done = samples.withUnsafeBufferPointer { buffer in
                sf_write_float(file, buffer.baseAddress.map { $0 + written }, sf_count_t(count))
            }
            try #require(Int(done) == count)
            written += count
        }
    }

    static func format(_ container: some BinaryInteger, _ encoding: some BinaryInteger) -> Int {
        Int(container) | Int(encoding)
    }
}
