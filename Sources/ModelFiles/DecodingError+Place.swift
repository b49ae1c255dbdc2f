extension DecodingError {
    /// Where in a JSON document something is wrong, and what, as a message shows it: `models[0].bytes: is no whole number`.
    var placeAndReason: String {
        let (context, detail): (Context, String) =
            switch self {
            case .keyNotFound(let key, let context): (context, "key \(key.stringValue) is missing")
            case .typeMismatch(let type, let context): (context, "is no \(Self.name(of: type))")
            case .valueNotFound(let type, let context): (context, "is null, not a \(Self.name(of: type))")
            case .dataCorrupted(let context) where context.debugDescription == Self.ofFoundation:
                (context, "is no valid JSON, or a number in it is out of range or should be whole")
            case .dataCorrupted(let context): (context, context.debugDescription)
            @unknown default: (.init(codingPath: [], debugDescription: ""), "is not as it should be")
            }
        let place = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }.joined()
        return place.isEmpty ? detail : "\(place.drop { $0 == "." }): \(detail)"
    }

    /// Foundation says this of numbers that do not fit as well, without a place.
    private static let ofFoundation = "The given data was not valid JSON."

    /// What JSON calls a type.
    private static func name(of type: any Any.Type) -> String {
        switch "\(type)" {
        case "Int": "whole number"
        case "Double", "Float": "number"
        case "String": "text"
        case "Bool": "true or false"
        case let name where name.hasPrefix("Array"): "list"
        default: "object"
        }
    }
}
