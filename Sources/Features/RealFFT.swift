internal import CFFTW
internal import Synchronization

/// The Fourier transform of real signals of one length and its inverse, by FFTW.
///
/// Plans are made once; all methods may then be called from many tasks at a time.
public final class RealFFT: @unchecked Sendable {
    // Safe to share: FFTW plans are immutable once made, and executing one on other arrays is thread-safe.
    private let plan: fftwf_plan
    private let inversePlan: fftwf_plan
    /// Samples in a frame.
    public let size: Int
    /// Only planning is not thread-safe in FFTW.
    private static let planner = Mutex(())

    /// Plans transforms of `size` samples. The estimating planner is used: it always picks the same algorithm, so that
    /// results repeat from run to run.
    public init(size: Int) {
        self.size = size
        (plan, inversePlan) = Self.planner.withLock { _ in
            let real = fftwf_alloc_real(size)
            let complex = fftwf_alloc_complex(size / 2 + 1)
            defer {
                fftwf_free(real)
                fftwf_free(complex)
            }
            let flags = FFTW_ESTIMATE | FFTW_UNALIGNED
            return (
                fftwf_plan_dft_r2c_1d(Int32(size), real, complex, flags),
                fftwf_plan_dft_c2r_1d(Int32(size), complex, real, flags)
            )
        }
    }

    deinit {
        Self.planner.withLock { _ in
            fftwf_destroy_plan(plan)
            fftwf_destroy_plan(inversePlan)
        }
    }

    /// Floats of scratch memory for one call.
    public var scratchCount: Int { size + 2 }

    /// `|FFT|²` of `size` samples, for bins 0 ..< `bins`; there are `size / 2 + 1` of them.
    public func powerSpectrum(
        _ frame: UnsafeMutablePointer<Float>, bins: Int, into power: UnsafeMutablePointer<Float>,
        scratch: UnsafeMutablePointer<Float>
    ) {
        precondition(bins <= size / 2 + 1, "a real signal has no more bins")
        transform(frame, into: scratch)
        for bin in 0..<bins {
            let (re, im) = (scratch[2 * bin], scratch[2 * bin + 1])
            power[bin] = re * re + im * im
        }
    }

    /// The spectrum of `size` samples.
    /// - Parameter spectrum: gets `size / 2 + 1` bins, real and imaginary part of each: `size + 2` values.
    public func transform(_ frame: UnsafeMutablePointer<Float>, into spectrum: UnsafeMutablePointer<Float>) {
        spectrum.withMemoryRebound(to: fftwf_complex.self, capacity: size / 2 + 1) {
            fftwf_execute_dft_r2c(plan, frame, $0)
        }
    }

    /// The `size` samples of a spectrum as `transform` gives it, times `size`.
    /// - Parameter spectrum: is overwritten.
    public func invert(_ spectrum: UnsafeMutablePointer<Float>, into frame: UnsafeMutablePointer<Float>) {
        spectrum.withMemoryRebound(to: fftwf_complex.self, capacity: size / 2 + 1) {
            fftwf_execute_dft_c2r(inversePlan, $0, frame)
        }
    }
}
