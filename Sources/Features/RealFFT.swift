internal import CFFTW
internal import Synchronization

/// A forward Fourier transform of real signals of one length, by FFTW.
///
/// The plan is made once; `powerSpectrum` may then be called from many tasks at a time.
public final class RealFFT: @unchecked Sendable {
    // Safe to share: FFTW plans are immutable once made, and executing one on other arrays is thread-safe.
    private let plan: fftwf_plan
    /// Samples in a frame.
    public let size: Int
    /// Only planning is not thread-safe in FFTW.
    private static let planner = Mutex(())

    /// Plans transforms of `size` samples. The estimating planner is used: it always picks the same algorithm, so that
    /// results repeat from run to run.
    public init(size: Int) {
        self.size = size
        plan = Self.planner.withLock { _ in
            let input = fftwf_alloc_real(size)
            let output = fftwf_alloc_complex(size / 2 + 1)
            defer {
                fftwf_free(input)
                fftwf_free(output)
            }
            return fftwf_plan_dft_r2c_1d(Int32(size), input, output, FFTW_ESTIMATE | FFTW_UNALIGNED)
        }
    }

    deinit {
        Self.planner.withLock { _ in fftwf_destroy_plan(plan) }
    }

    /// Floats of scratch memory for one call.
    public var scratchCount: Int { size + 2 }

    /// `|FFT|²` of `size` samples, for bins 0 ..< `bins`; there are `size / 2 + 1` of them.
    public func powerSpectrum(
        _ frame: UnsafeMutablePointer<Float>, bins: Int, into power: UnsafeMutablePointer<Float>,
        scratch: UnsafeMutablePointer<Float>
    ) {
        precondition(bins <= size / 2 + 1, "a real signal has no more bins")
        scratch.withMemoryRebound(to: fftwf_complex.self, capacity: size / 2 + 1) {
            fftwf_execute_dft_r2c(plan, frame, $0)
        }
        for bin in 0..<bins {
            let (re, im) = (scratch[2 * bin], scratch[2 * bin + 1])
            power[bin] = re * re + im * im
        }
    }
}
