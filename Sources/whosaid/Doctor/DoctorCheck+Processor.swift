import Foundation

extension DoctorCheck {
    /// The processor, its cores and its vector features.
    static func processor(_ allotment: Allotment) -> DoctorCheck {
        let cores = "\(allotment.machineProcessors) cores"
        #if os(Linux)
            do {
                let text = try String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)
                let processor = ProcessorDescription(text)
                let features =
                    processor.features.isEmpty ? "no vector features" : processor.features.joined(separator: " ")
                return DoctorCheck("processor", .fine("\(processor.model), \(cores): \(features)"))
            } catch {
                return DoctorCheck("processor", .note("\(cores); /proc/cpuinfo cannot be read"))
            }
        #else
            return DoctorCheck("processor", .fine(cores))
        #endif
    }
}

/// The first processor in `/proc/cpuinfo`.
struct ProcessorDescription: Hashable {
    /// Name of the processor, or `unknown`.
    let model: String
    /// Features of x86-64 and ARM that speed up matrix products.
    let features: [String]

    private static let relevant = [
        "avx", "avx2", "fma", "f16c", "avx512f", "avx512bw", "avx512vl", "avx512_vnni", "avx512_bf16", "avx_vnni",
        "amx_int8", "amx_bf16", "asimd", "asimddp", "i8mm", "bf16", "sve", "sve2",
    ]

    /// - Parameter text: Lines of `name : value`.
    init(_ text: String) {
        var values: [String: String] = [:]
        for line in text.split(separator: "\n") {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let name = line[..<colon].trimmingCharacters(in: .whitespaces)
            let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
            values[name] = values[name] ?? value
        }
        model = values["model name"] ?? values["CPU part"].map { "CPU part \($0)" } ?? "unknown"
        let present = Set((values["flags"] ?? values["Features"] ?? "").split(separator: " ").map(String.init))
        features = Self.relevant.filter(present.contains)
    }
}
