extension ModelManifest {
    /// Decodes strictly.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strictContainer(keyedBy: CodingKeys.self)
        version = try values.decode(Int.self, forKey: .version)
        guard version == Self.supportedVersion else {
            throw decoder.corrupted("manifest version \(version); this program reads \(Self.supportedVersion)")
        }
        models = try values.decode([Model].self, forKey: .models)
        samples = try values.decode(Samples.self, forKey: .samples)
        if let id = Self.firstDuplicate(models.map(\.id)) {
            throw decoder.corrupted("two models have the id \(id)")
        }
        let files = models.flatMap(\.files) + samples.files
        if let path = Self.firstDuplicate(files.map(\.path)) {
            throw decoder.corrupted("the file \(path) is listed twice")
        }
    }

    private static func firstDuplicate(_ names: [String]) -> String? {
        var seen: Set<String> = []
        return names.first { !seen.insert($0).inserted }
    }

    enum CodingKeys: String, CodingKey, CaseIterable {
        case version, models, samples
    }
}

extension ModelManifest.Model {
    /// Decodes strictly.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strictContainer(keyedBy: CodingKeys.self)
        id = try values.decode(String.self, forKey: .id)
        role = try values.decode(ModelManifest.Role.self, forKey: .role)
        family = try values.decode(String.self, forKey: .family)
        description = try values.decode(String.self, forKey: .description)
        licence = try values.decode(String.self, forKey: .licence)
        attribution = try values.decode(String.self, forKey: .attribution)
        source = try values.decode(ModelManifest.Source.self, forKey: .source)
        sampleRate = try values.decode(Int.self, forKey: .sampleRate)
        dtype = try values.decode(String.self, forKey: .dtype)
        languages = try values.decodeIfPresent([String].self, forKey: .languages)
        files = try values.decode([ModelManifest.File].self, forKey: .files)
        guard languages.map({ !$0.isEmpty && $0.allSatisfy(Self.isLanguage) }) ?? true else {
            throw decoder.corrupted("languages of the model \(id): not a list of ISO 639 codes such as en")
        }
        guard !id.isEmpty else { throw decoder.corrupted("a model has an empty id") }
        guard sampleRate > 0 else { throw decoder.corrupted("sample rate \(sampleRate)") }
        guard !files.isEmpty else { throw decoder.corrupted("the model \(id) has no files") }
        if let file = files.first(where: { !$0.path.hasPrefix(id + "/") }) {
            throw decoder.corrupted("\(file.path) of the model \(id) is not in the folder of that name")
        }
        guard files.contains(where: \.inModelHash) else {
            throw decoder.corrupted("no file of the model \(id) counts for its hash")
        }
    }

    private static func isLanguage(_ code: String) -> Bool {
        (2...3).contains(code.utf8.count)
            && code.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
    }

    enum CodingKeys: String, CodingKey, CaseIterable {
        case id, role, family, description, licence, attribution, source, sampleRate, dtype, languages, files
    }
}

extension ModelManifest.Source {
    /// Decodes strictly.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strictContainer(keyedBy: CodingKeys.self)
        package = try values.decode(String.self, forKey: .package)
        version = try values.decode(String.self, forKey: .version)
        file = try values.decode(String.self, forKey: .file)
        bytes = try values.decode(Int.self, forKey: .bytes)
        sha256 = try values.decode(String.self, forKey: .sha256)
        try decoder.requireDigest(sha256, bytes: bytes)
    }

    enum CodingKeys: String, CodingKey, CaseIterable {
        case package, version, file, bytes, sha256
    }
}

extension ModelManifest.File {
    /// Decodes strictly.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strictContainer(keyedBy: CodingKeys.self)
        path = try values.decode(String.self, forKey: .path)
        bytes = try values.decode(Int.self, forKey: .bytes)
        sha256 = try values.decode(String.self, forKey: .sha256)
        inModelHash = try values.decodeIfPresent(Bool.self, forKey: .inModelHash) ?? true
        try decoder.requireDigest(sha256, bytes: bytes)
        // A manifest must not make the program read outside its folder.
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." }) else {
            throw decoder.corrupted("path \(path) is not a plain relative path")
        }
    }

    enum CodingKeys: String, CodingKey, CaseIterable {
        case path, bytes, sha256, inModelHash
    }
}

extension ModelManifest.Samples {
    /// Decodes strictly.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.strictContainer(keyedBy: CodingKeys.self)
        description = try values.decode(String.self, forKey: .description)
        licence = try values.decode(String.self, forKey: .licence)
        source = try values.decode(ModelManifest.Source.self, forKey: .source)
        files = try values.decode([ModelManifest.File].self, forKey: .files)
    }

    enum CodingKeys: String, CodingKey, CaseIterable {
        case description, licence, source, files
    }
}

extension Decoder {
    /// A container that has no other keys than those of `Key`.
    fileprivate func strictContainer<Key: CodingKey & CaseIterable>(
        keyedBy: Key.Type
    ) throws -> KeyedDecodingContainer<Key> {
        let known = Set(Key.allCases.map(\.stringValue))
        let found = try container(keyedBy: AnyCodingKey.self).allKeys.map(\.stringValue)
        let unknown = found.filter { !known.contains($0) }
        guard unknown.isEmpty else {
            throw corrupted("unknown key \(unknown.sorted().joined(separator: ", "))")
        }
        return try container(keyedBy: Key.self)
    }

    /// Throws unless a file's size and SHA-256 can be such.
    fileprivate func requireDigest(_ sha256: String, bytes: Int) throws {
        guard bytes >= 0 else { throw corrupted("size of \(bytes) bytes") }
        guard sha256.count == 64, sha256.allSatisfy({ "0123456789abcdef".contains($0) }) else {
            throw corrupted("sha256 \(sha256) is not 64 lower-case hexadecimal digits")
        }
    }

    fileprivate func corrupted(_ reason: String) -> DecodingError {
        .dataCorrupted(.init(codingPath: codingPath, debugDescription: reason))
    }
}

/// A coding key of any name.
struct AnyCodingKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }

    init?(intValue: Int) { nil }
}
