internal import func Foundation.exp
internal import func Foundation.log

/// The exponential integral E1(x), the integral of exp(-t) / t from x to infinity.
enum ExponentialIntegral {
    /// The value to a relative error of 1e-4, by the approximations 5.1.53 and 5.1.56 of Abramowitz and Stegun.
    /// - Parameter x: above 0.
    static func e1(_ x: Float) -> Float {
        if x <= 1 {
            let series =
                -0.577_215_66 + x
                * (0.999_991_93 + x
                    * (-0.249_910_55 + x
                        * (0.055_199_68
                            + x * (-0.009_760_04 + x * 0.001_078_57))))
            return series - log(x)
        }
        let numerator = x * (x * (x * (x + 8.573_328_740_1) + 18.059_016_973) + 8.634_760_892_5) + 0.267_773_734_3
        let denominator = x * (x * (x * (x + 9.573_322_345_4) + 25.632_956_148_6) + 21.099_653_082_7) + 3.958_496_922_8
        return exp(-x) * numerator / (denominator * x)
    }
}
