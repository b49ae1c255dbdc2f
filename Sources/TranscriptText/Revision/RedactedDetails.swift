import Foundation

/// Takes what identifies people out of texts that nobody speaks: paths, settings, labels, names of systems and models.
///
/// It is stricter than what is done to words, since nobody reads such texts for their own sake: a part of a name is
/// enough, also where it is percent-encoded, and a name of four letters or more also within a longer run.
struct RedactedDetails {
    private static let shortestWithin = 4

    private let kinds: Set<Redaction.Kind>
    private let names: Set<String>
    /// Names that count also within a longer run of letters.
    private let inner: [String]
    private let longestName: Int

    init(_ redaction: Redaction) {
        kinds = redaction.kinds
        var names: Set<String> = []
        var inner: Set<String> = []
        for name in redaction.kinds.contains(.names) ? redaction.names : [] {
            let parts = name.split(whereSeparator: \.isWhitespace).map(String.init)
            for part in parts + [name] {
                let key = NameTokens(part).joined
                guard !key.isEmpty else { continue }
                names.insert(key)
                if key.count >= Self.shortestWithin || NameTokens.isUnspaced(part) { inner.insert(key) }
            }
        }
        self.names = names
        self.inner = inner.sorted()
        longestName = names.map(\.utf8.count).max() ?? 0
    }

    /// The text without what is taken out.
    func text(_ text: String) -> String {
        guard !kinds.isEmpty, !Self.isDigest(text) else { return text }
        var result = redacted(text)
        var decoded = text
        // What is encoded twice, as in the query of a URL, is decoded twice.
        for _ in 0..<3 {
            let next = Self.decoded(decoded)
            guard next != decoded else { break }
            decoded = next
            let plain = redacted(decoded)
            if plain != decoded { result = plain }
        }
        return result
    }

    private func redacted(_ text: String) -> String {
        var text = text
        if kinds.contains(.email) {
            text = text.replacing(
                #/[^\s\/\\:;,<>"'?&=@＠﹫]+[@＠﹫][^\s\/\\:;,<>"'?&=@＠﹫]+[.．][^\s\/\\:;,<>"'?&=@＠﹫]+/#, with: "[email]")
        }
        if kinds.contains(.phone) || kinds.contains(.card) { text = withoutNumbers(text) }
        return names.isEmpty ? text : withoutNames(text)
    }

    private func withoutNames(_ text: String) -> String {
        let scalars = Array(text.unicodeScalars)
        let tokens = NameTokens(scalars).tokens.filter { !Self.isWithinDigest($0.range, scalars) }
        var result = String.UnicodeScalarView()
        var position = 0
        var index = 0
        while index < tokens.count {
            guard let end = end(tokens, at: index) else {
                index += 1
                continue
            }
            result.append(contentsOf: scalars[position..<tokens[index].range.lowerBound])
            result.append(contentsOf: "[name]".unicodeScalars)
            position = tokens[end - 1].range.upperBound
            index = end
        }
        result.append(contentsOf: scalars[position...])
        return String(result)
    }

    /// The token after the longest name that begins at one, or nil.
    private func end(_ tokens: [NameTokens.Token], at index: Int) -> Int? {
        var key = ""
        var found = inner.contains { tokens[index].key.contains($0) } ? index + 1 : nil
        for position in index..<tokens.count {
            key += tokens[position].key
            if names.contains(key) { found = max(found ?? 0, position + 1) }
            if key.utf8.count >= longestName { break }
        }
        return found
    }

    /// Digits with signs that group them, but for dates, times and what is part of a digest.
    ///
    /// An underscore parts a number from a date beside it, but also groups the digits of a number.
    private func withoutNumbers(_ text: String) -> String {
        text.replacing(#/\+?\(?[0-9][0-9 ()._–-]*[0-9]/#) { match in
            let run = String(match.output)
            if Self.isWithinDigest(match.range, text.unicodeScalars) || Self.isDate(run) { return run }
            let parts = run.split(separator: "_", omittingEmptySubsequences: false).map(String.init)
            guard parts.contains(where: { Self.isNumber($0) || Self.isDate($0) }) else { return redactedNumber(run) }
            return parts.map { Self.isDate($0) ? $0 : redactedNumber($0) }.joined(separator: "_")
        }
    }

    private func redactedNumber(_ run: String) -> String {
        if kinds.contains(.card), SpokenNumbers.holdsCard(Self.groups(run)) { return "[card]" }
        return kinds.contains(.phone) && Self.isNumber(run) ? "[phone]" : run
    }

    private static func groups(_ run: String) -> [String] { run.split { !$0.isWholeNumber }.map(String.init) }

    /// Whether there are as many digits as a telephone number has.
    private static func isNumber(_ run: String) -> Bool { groups(run).reduce(0) { $0 + $1.count } >= 7 }

    /// Year first, as recorders name their files, or last; with or without a time after it.
    private static func isDate(_ run: String) -> Bool {
        guard !run.contains(where: "+()".contains) else { return false }
        let date =
            #/
            (?: (?:19|20)[0-9]{2} -? [01][0-9] -? [0-3][0-9] | [0-3]?[0-9]-[0-3]?[0-9]-(?:19|20)[0-9]{2} )
            (?: -? [0-2][0-9] -? [0-5][0-9] (?: -? [0-5][0-9] (?: -[0-9]{1,6} )? )? )?
            /#
        return groups(run).joined(separator: "-").wholeMatch(of: date) != nil
    }

    private static func isWithinDigest<Text: BidirectionalCollection<Unicode.Scalar>>(
        _ range: Range<Text.Index>, _ text: Text
    ) -> Bool {
        func isInner(_ scalar: Unicode.Scalar) -> Bool { Character(scalar).isHexDigit || scalar == "-" }
        guard text[range].allSatisfy(isInner) else { return false }
        let start = text[..<range.lowerBound].lastIndex { !isInner($0) }.map(text.index(after:)) ?? text.startIndex
        let end = text[range.upperBound...].firstIndex { !isInner($0) } ?? text.endIndex
        return isDigest(String(String.UnicodeScalarView(text[start..<end])))
    }

    /// Whether a text is a hash or a UUID, in which letters and digits say nothing.
    private static func isDigest(_ text: String) -> Bool {
        let isHash = text.wholeMatch(of: #/[0-9a-fA-F]{32,}/#) != nil && text.contains(where: \.isLetter)
        return isHash
            || text.wholeMatch(of: #/[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}/#) != nil
    }

    /// The text without percent-encoding and without `\xFF` for odd bytes of a path.
    ///
    /// A `%` that encodes nothing stays and hides nothing beside it.
    private static func decoded(_ text: String) -> String {
        let plain = text.replacing(#/(?:%[0-9A-Fa-f]{2})+/#) { match in
            decoded(match.output.split(separator: "%").compactMap { UInt8($0, radix: 16) })
        }
        return plain.replacing(#/\\x([0-9A-Fa-f]{2})/#) { match in
            UInt8(match.output.1, radix: 16).map { String(UnicodeScalar($0)) } ?? String(match.output.0)
        }
    }

    /// Bytes as UTF-8, and each that is none as Latin-1.
    private static func decoded(_ bytes: [UInt8]) -> String {
        var text = ""
        var rest = bytes[...]
        while let first = rest.first {
            let lengths = 1...min(4, rest.count)
            let scalar = lengths.lazy.compactMap { String(validating: rest.prefix($0), as: UTF8.self) }.first
            text += scalar ?? String(UnicodeScalar(first))
            rest = rest.dropFirst(scalar?.utf8.count ?? 1)
        }
        return text
    }
}
