import Testing

/// Small files of every container with chunks, in which any size can be a lie.
enum HostileHeaders {
    /// A file, and how many frames it holds where its sizes are true.
    struct File: Sendable, CustomTestStringConvertible {
        let name: String
        let bytes: [UInt8]
        var testDescription: String { name }
    }

    static let frameCount = 32
    private static let samples = (0..<UInt8(64)).map { $0 &* 37 }
    private static let sizes64: [UInt64] = [
        UInt64(Int64.max), UInt64(Int64.max) - 7, 1 << 63, .max, .max - 7, .max - 23, .max - 39, 1 << 62, 0, 1, 23,
    ]
    private static let sizes32: [UInt64] = [
        0xFFFF_FFFF, 0xFFFF_FFF8, 0xFFFF_FFE8, 0x7FFF_FFFF, 0x7FFF_FFF8, 0x8000_0000, 0, 1,
    ]

    /// Files with true sizes, one a container.
    static let honest: [File] = Container.allCases.map { File(name: "\($0)", bytes: $0.bytes(lie: nil)) }

    /// One file for each chunk of each container and each lie.
    static let all: [File] = Container.allCases.flatMap { container in
        container.fields.flatMap { field in
            (container.is64Bit(field) ? sizes64 : sizes32).map { size in
                File(
                    name: "\(container) \(field) 0x\(String(size, radix: 16))",
                    bytes: container.bytes(lie: (field, size)))
            }
        }
    }

    enum Container: CaseIterable {
        case riff, rifx, rf64, wave64, aiff, aifc, coreAudio, au

        /// Chunks and numbers whose size can be a lie.
        var fields: [String] {
            switch self {
            case .riff: ["RIFF", "fmt ", "data", "LIST", "bext", "fact", "cue ", "smpl", "PEAK", "cart", "xxxx"]
            case .rifx: ["RIFX", "fmt ", "data", "LIST", "fact", "xxxx"]
            case .rf64:
                ["RF64", "ds64", "fmt ", "data", "LIST", "bext", "fact", "xxxx", "riff size", "data size", "count"]
            case .wave64: ["riff", "fmt ", "data", "fact", "bext", "list", "levl", "mark", "junk", "xxxx"]
            case .aiff: ["FORM", "COMM", "SSND", "MARK", "INST", "NAME", "ANNO", "APPL", "CHAN", "PEAK", "xxxx"]
            case .aifc: ["FORM", "COMM", "SSND", "FVER", "MARK", "APPL", "xxxx"]
            case .coreAudio: ["desc", "data", "pakt", "kuki", "chan", "info", "free", "peak", "strg", "uuid", "xxxx"]
            case .au: ["offset", "size"]
            }
        }

        func is64Bit(_ field: String) -> Bool {
            switch self {
            case .wave64, .coreAudio: true
            case .rf64: ["riff size", "data size", "count"].contains(field)
            default: false
            }
        }

        /// A file of 32 mono frames of 16 bits. A chunk that a lie is told of and that the file does not need is put
        /// before the samples.
        func bytes(lie: (field: String, size: UInt64)?) -> [UInt8] {
            func size(_ field: String, _ truth: Int) -> UInt64 { lie?.field == field ? lie?.size ?? 0 : UInt64(truth) }
            func chunk(_ tag: String, _ body: [UInt8], _ truth: Int? = nil) -> [UInt8] {
                header(tag, size(tag, truth ?? body.count)) + body
            }
            let needed: Set = [
                "RIFF", "RIFX", "RF64", "riff", "FORM", "fmt ", "ds64", "data", "desc", "COMM", "SSND", "FVER",
                "riff size", "data size", "count", "offset", "size",
            ]
            let extra =
                lie.map { needed.contains($0.field) ? [] : chunk($0.field, [UInt8](repeating: 0, count: 8)) } ?? []
            let samples = HostileHeaders.samples
            switch self {
            case .riff, .rifx:
                let body = chunk("fmt ", format) + extra + chunk("data", samples)
                let name = self == .riff ? "RIFF" : "RIFX"
                return header(name, size(name, body.count + 4)) + Array("WAVE".utf8) + body
            case .rf64:
                let sizes =
                    number(size("riff size", 200), 8) + number(size("data size", 64), 8)
                    + number(size("count", 32), 8) + number(0, 4)
                let body =
                    chunk("ds64", sizes) + chunk("fmt ", format) + extra
                    + chunk("data", samples, 0xFFFF_FFFF)
                return header("RF64", size("RF64", 0xFFFF_FFFF)) + Array("WAVE".utf8) + body
            case .wave64:
                let body =
                    chunk("fmt ", format, 40) + extra
                    + chunk("data", samples, 24 + samples.count)
                return header("riff", size("riff", 40 + body.count)) + identifier("wave") + body
            case .aiff, .aifc:
                let rate: [UInt8] = [0x40, 0x0C, 0xFA, 0, 0, 0, 0, 0, 0, 0]
                let coding: [UInt8] = self == .aifc ? Array("NONE".utf8) + [0, 0] : []
                let common = number(1, 2) + number(32, 4) + number(16, 2) + rate + coding
                let version = self == .aifc ? chunk("FVER", number(0xA280_5140, 4)) : []
                let body =
                    version + chunk("COMM", common) + extra
                    + chunk("SSND", [UInt8](repeating: 0, count: 8) + samples)
                return header("FORM", size("FORM", body.count + 4)) + Array((self == .aiff ? "AIFF" : "AIFC").utf8)
                    + body
            case .coreAudio:
                let description =
                    number(Double(16_000).bitPattern, 8) + Array("lpcm".utf8) + number(0, 4) + number(2, 4)
                    + number(1, 4) + number(1, 4) + number(16, 4)
                return Array("caff".utf8) + number(1, 2) + number(0, 2) + chunk("desc", description) + extra
                    + chunk("data", number(0, 4) + samples)
            case .au:
                return Array(".snd".utf8) + number(size("offset", 24), 4) + number(size("size", 64), 4) + number(3, 4)
                    + number(16_000, 4) + number(1, 4) + samples
            }
        }

        private var isBigEndian: Bool {
            switch self {
            case .riff, .rf64, .wave64: false
            case .rifx, .aiff, .aifc, .coreAudio, .au: true
            }
        }

        private func number(_ value: UInt64, _ count: Int) -> [UInt8] {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
            return isBigEndian ? bytes.reversed() : bytes
        }

        private func header(_ tag: String, _ size: UInt64) -> [UInt8] {
            switch self {
            case .wave64: identifier(tag) + number(size, 8)
            case .coreAudio: Array(tag.utf8) + number(size, 8)
            default: Array(tag.utf8) + number(size, 4)
            }
        }

        /// W64 names its chunks by 16 bytes.
        private func identifier(_ tag: String) -> [UInt8] {
            let rest: [UInt8] =
                tag == "riff"
                ? [0x2E, 0x91, 0xCF, 0x11, 0xA5, 0xD6, 0x28, 0xDB, 0x04, 0xC1, 0x00, 0x00]
                : [0xF3, 0xAC, 0xD3, 0x11, 0x8C, 0xD1, 0x00, 0xC0, 0x4F, 0x8E, 0xDB, 0x8A]
            return Array(tag.utf8) + rest
        }

        private var format: [UInt8] {
            number(1, 2) + number(1, 2) + number(16_000, 4) + number(32_000, 4) + number(2, 2) + number(16, 2)
        }
    }
}
