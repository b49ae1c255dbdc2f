import CSoxr

/// Converts a mono stream from one sample rate to another (libsoxr, very high quality, linear phase).
///
/// The output is aligned with the input: an event at t seconds stays at t seconds, and n samples become
/// `round(n · output rate / input rate)`. It does not depend on how the input is cut into blocks.
final class Resampler {
    /// The library's text on why a conversion is impossible.
    struct Failure: Error { let reason: String }

    private let handle: soxr_t
    private let ratio: Double
    private var scratch: [Float] = []

    /// - Parameters: rates in Hz, above 0.
    init(inputRate: Int, outputRate: Int) throws(Failure) {
        var error: soxr_error_t?
        var quality = soxr_quality_spec(UInt(SOXR_VHQ), 0)
        guard let handle = soxr_create(Double(inputRate), Double(outputRate), 1, &error, nil, &quality, nil) else {
            throw Failure(reason: error.map { String(cString: $0) } ?? "libsoxr gave no reason")
        }
        self.handle = handle
        ratio = Double(outputRate) / Double(inputRate)
    }

    deinit { soxr_delete(handle) }

    /// The library's name and version as the library states them.
    static var libraryVersion: String { String(cString: soxr_version()) }

    /// Converts the next samples and appends what has become ready to `output`.
    func process(_ input: [Float], into output: inout [Float]) throws(Failure) {
        var consumed = 0
        while consumed < input.count {
            var used = 0
            // Room for what this input can give and for what lies in the filters keeps the loop to one turn.
            let made = try input.withUnsafeBufferPointer { buffer throws(Failure) in
                try step(buffer.baseAddress.map { $0 + consumed }, input.count - consumed, used: &used)
            }
            consumed += used
            output.append(contentsOf: scratch[..<made])
        }
    }

    /// Appends the rest, which needs no further input. Nothing may be converted afterwards.
    func finish(into output: inout [Float]) throws(Failure) {
        while true {
            var used = 0
            let made = try step(nil, 0, used: &used)
            guard made > 0 else { return }
            output.append(contentsOf: scratch[..<made])
        }
    }

    private func step(_ input: UnsafePointer<Float>?, _ count: Int, used: inout Int) throws(Failure) -> Int {
        let room = Int((Double(count) * ratio).rounded(.up)) + 4096
        if scratch.count < room { scratch = [Float](repeating: 0, count: room) }
        var made = 0
        let error = scratch.withUnsafeMutableBufferPointer { output in
            soxr_process(handle, input, count, &used, output.baseAddress, output.count, &made)
        }
        if let error { throw Failure(reason: String(cString: error)) }
        return made
    }
}
