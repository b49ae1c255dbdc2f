internal import ModelFiles

internal import func Foundation.cos
internal import func Foundation.sin

/// The learnt band-pass filters of SincNet (Ravanelli and Bengio, 2018) in the form in which pyannote stores them: two
/// cut-off frequencies for each band, from which come an even (cosine) and an odd (sine) filter.
enum SincFilters {
    /// Samples that a filter covers: 15.7 ms.
    static let taps = 251
    /// Number of bands.
    static let bands = 40
    /// Number of filters: an even and an odd one for each band.
    static let count = 2 * bands
    /// Taps before the middle one.
    private static let half = taps / 2
    /// Lowest cut-off frequency and smallest width of a band, in Hz.
    private static let minHertz: Float = 50
    /// Highest cut-off frequency, in Hz: half of the sample rate.
    private static let maxHertz: Float = 8000

    /// 80 rows of 251 taps: the even filters, then the odd ones.
    static func taps(_ file: SafeTensors) throws -> [Float] {
        let prefix = "sincnet.conv1d.0.filterbank."
        let low = try file.floats(prefix + "low_hz_", shape: [bands, 1])
        let band = try file.floats(prefix + "band_hz_", shape: [bands, 1])
        let n = try file.floats(prefix + "n_", shape: [1, half])
        let window = try file.floats(prefix + "window_", shape: [half])
        var rows = [Float](repeating: 0, count: count * taps)
        for filter in 0..<bands {
            let from = abs(low[filter]) + minHertz
            let to = min(max(from + minHertz + abs(band[filter]), minHertz), maxHertz)
            let width = Double(to) - Double(from)
            for j in 0..<half {
                // The product of cut-off and position is rounded to single precision, as in training.
                let (a, b) = (Double(from * n[j]), Double(to * n[j]))
                let scale = Double(window[j]) / (Double(n[j]) / 2) / (2 * width)
                let even = Float((sin(b) - sin(a)) * scale)
                let odd = Float((cos(a) - cos(b)) * scale)
                let (evenRow, oddRow) = (filter * taps, (bands + filter) * taps)
                rows[evenRow + j] = even
                rows[evenRow + taps - 1 - j] = even
                rows[oddRow + j] = odd
                rows[oddRow + taps - 1 - j] = -odd
            }
            rows[filter * taps + half] = 1
        }
        return rows
    }
}
