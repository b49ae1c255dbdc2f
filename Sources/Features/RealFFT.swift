internal import CFFTW
internal import Synchronization

/// The Fourier transform of real signals of one length and its inverse, by FFTW.
///
/// The plans are made once; after that, many tasks may call all methods at the same time.
public final class RealFFT: @unchecked Sendable {
    // Safe to share: a plan of FFTW never changes, and several threads may execute it on different arrays.
    private let plan: fftwf_plan
    private let inversePlan: fftwf_plan
    /// Samples in a frame.
    public let size: Int
    /// FFTW allows one thread at a time to make or destroy plans.
    private static let planner = Mutex(())

    /// Plans transforms of `size` samples. The planner estimates instead of measuring, so that it always chooses the
    /// same algorithm and results are the same in every run.
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

    /// `|FFT|²` of `size` samples for bins 0 ..< `bins`, at most `size / 2 + 1`.
    /// - Parameters:
    ///   - power: gets `bins` values.
    ///   - scratch: `scratchCount` floats.
    public func powerSpectrum(
        _ frame: UnsafeMutablePointer<Float>, bins: Int, into power: UnsafeMutablePointer<Float>,
        scratch: UnsafeMutablePointer<Float>
    ) {
        precondition(bins <= size / 2 + 1, "a real signal has size / 2 + 1 bins")
        transform(frame, into: scratch)
        for bin in 0..<bins {
            let (re, im) = (scratch[2 * bin], scratch[2 * bin + 1])
            power[bin] = re * re + im * im
        }
    }

    /// The spectrum of `size` samples.
    /// - Parameter spectrum: gets the real and the imaginary part of each of `size / 2 + 1` bins: `size + 2` values.
    public func transform(_ frame: UnsafeMutablePointer<Float>, into spectrum: UnsafeMutablePointer<Float>) {
        spectrum.withMemoryRebound(to: fftwf_complex.self, capacity: size / 2 + 1) {
            fftwf_execute_dft_r2c(plan, frame, $0)
        }
    }

    /// The `size` samples of a spectrum in the layout of `transform`, multiplied by `size`.
    /// - Parameter spectrum: is overwritten with undefined values.
    public func invert(_ spectrum: UnsafeMutablePointer<Float>, into frame: UnsafeMutablePointer<Float>) {
        spectrum.withMemoryRebound(to: fftwf_complex.self, capacity: size / 2 + 1) {
            fftwf_execute_dft_c2r(inversePlan, $0, frame)
        }
    }
}
