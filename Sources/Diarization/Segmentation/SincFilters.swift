internal import ModelFiles

internal import func Foundation.cos
internal import func Foundation.sin

/// The learnt band-pass filters of SincNet (Ravanelli and Bengio, 2018) as pyannote stores them: two cut-off
/// frequencies for each band, an even (cosine) and an odd (sine) filter for each.
enum SincFilters {
    static let taps = 251
    static let bands = 40

    /// 80 rows of 251 taps: the even filters, then the odd ones.
    static func taps(_ file: SafeTensors) throws -> [Float] {
        let prefix = "sincnet.conv1d.0.filterbank."
        let low = try file.floats(prefix + "low_hz_", shape: [bands, 1])
        let band = try file.floats(prefix + "band_hz_", shape: [bands, 1])
        let n = try file.floats(prefix + "n_", shape: [1, 125])
        let window = try file.floats(prefix + "window_", shape: [125])
        var rows = [Float](repeating: 0, count: 2 * bands * taps)
        for filter in 0..<bands {
            let from = abs(low[filter]) + 50
            let to = min(max(from + 50 + abs(band[filter]), 50), 8000)
            let width = Double(to) - Double(from)
            for j in 0..<125 {
                // Cut-off times position in single precision, as the model was trained.
                let (a, b) = (Double(from * n[j]), Double(to * n[j]))
                let scale = Double(window[j]) / (Double(n[j]) / 2) / (2 * width)
                let even = Float((sin(b) - sin(a)) * scale)
                let odd = Float((cos(a) - cos(b)) * scale)
                let (evenRow, oddRow) = (filter * taps, (bands + filter) * taps)
                rows[evenRow + j] = even
                rows[evenRow + 250 - j] = even
                rows[oddRow + j] = odd
                rows[oddRow + 250 - j] = -odd
            }
            rows[filter * taps + 125] = 1
        }
        return rows
    }
}
