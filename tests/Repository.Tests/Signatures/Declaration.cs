using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace AccessReview.Repository.Tests.Signatures;

/// <summary>A public type or member in one line of C#, with everything that matters to a caller's compiler.</summary>
internal static partial class Declaration
{
    // "string!" is never null, "string?" may be, and "string" comes from an assembly that says nothing about null.
    private static readonly SymbolDisplayFormat Format = new(
        SymbolDisplayGlobalNamespaceStyle.Omitted,
        SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints | SymbolDisplayGenericsOptions.IncludeVariance,
        SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeRef
            | SymbolDisplayMemberOptions.IncludeModifiers | SymbolDisplayMemberOptions.IncludeAccessibility | SymbolDisplayMemberOptions.IncludeConstantValue,
        SymbolDisplayDelegateStyle.NameAndSignature,
        SymbolDisplayExtensionMethodStyle.StaticMethod,
        SymbolDisplayParameterOptions.IncludeExtensionThis | SymbolDisplayParameterOptions.IncludeModifiers | SymbolDisplayParameterOptions.IncludeType
            | SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeDefaultValue,
        SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        SymbolDisplayLocalOptions.None,
        SymbolDisplayKindOptions.IncludeTypeKeyword,
        SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier
            | SymbolDisplayMiscellaneousOptions.IncludeNotNullableReferenceTypeModifier | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    private static readonly SymbolDisplayFormat Name = Format
        .WithGenericsOptions(SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeVariance)
        .WithKindOptions(SymbolDisplayKindOptions.None);

    // Compiler-generated attributes are not part of a declaration; of a library's attributes, these affect callers.
    private static readonly HashSet<string> TellingAttributes =
    [
        "System.AttributeUsageAttribute",
        "System.FlagsAttribute",
        "System.ObsoleteAttribute",
        "System.Diagnostics.CodeAnalysis.AllowNullAttribute",
        "System.Diagnostics.CodeAnalysis.DisallowNullAttribute",
        "System.Diagnostics.CodeAnalysis.DoesNotReturnAttribute",
        "System.Diagnostics.CodeAnalysis.MaybeNullAttribute",
        "System.Diagnostics.CodeAnalysis.MemberNotNullAttribute",
        "System.Diagnostics.CodeAnalysis.NotNullAttribute",
        "System.Diagnostics.CodeAnalysis.NotNullIfNotNullAttribute",
        "System.Diagnostics.CodeAnalysis.NotNullWhenAttribute",
    ];

    public static string Of(ISymbol symbol) => symbol switch
    {
        INamedTypeSymbol { TypeKind: TypeKind.Delegate } type => $"{Attributes(type)}public {type.ToDisplayString(Format)}",
        INamedTypeSymbol type => $"{Attributes(type)}public {Kind(type)} {type.ToDisplayString(Name)}{Above(type)}{Constraints(type)}",
        IMethodSymbol method => $"{Attributes(method)}{OfParameters(method.Parameters)}{Returned(method)}{Seen(method)}",
        IPropertySymbol property => $"{Attributes(property)}{OfParameters(property.Parameters)}{Seen(property)}",
        _ => Attributes(symbol) + Seen(symbol),
    };

    private static string Kind(INamedTypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Enum } => "enum",
        { TypeKind: TypeKind.Interface } => "interface",
        { TypeKind: TypeKind.Struct } => (type.IsReadOnly ? "readonly " : "") + (type.IsRefLikeType ? "ref " : "") + (type.IsRecord ? "record struct" : "struct"),
        { IsStatic: true } => "static class",
        _ => (type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "") + (type.IsRecord ? "record" : "class"),
    };

    private static string Above(INamedTypeSymbol type)
    {
        if (type.TypeKind == TypeKind.Enum)
            return type.EnumUnderlyingType is { SpecialType: not SpecialType.System_Int32 } number ? " : " + number.ToDisplayString(Name) : "";
        string[] parent = type.BaseType is { SpecialType: SpecialType.None } above ? [above.ToDisplayString(Name)] : [];
        // An interface whose assembly is missing still has its name.
        var interfaces = type.AllInterfaces.Where(face => face.TypeKind == TypeKind.Error || face.DeclaredAccessibility == Accessibility.Public);
        string[] all = [.. parent, .. interfaces.Select(face => face.ToDisplayString(Name)).Order(StringComparer.Ordinal)];
        return all.Length == 0 ? "" : " : " + string.Join(", ", all);
    }

    private static string Constraints(INamedTypeSymbol type)
    {
        var shown = type.ToDisplayString(Format);
        var where = shown.IndexOf(" where ", StringComparison.Ordinal);
        return where < 0 ? "" : shown[where..];
    }

    /// <summary>As visible to another assembly: without inaccessible accessors and without rights of the assembly itself.</summary>
    private static string Seen(ISymbol symbol) =>
        UncallableAccessor().Replace(symbol.ToDisplayString(Format), "").Replace("protected internal ", "protected ", StringComparison.Ordinal);

    private static string Returned(IMethodSymbol method) => string.Concat(method.GetReturnTypeAttributes().Select(attribute => Told("return: ", attribute)));

    private static string OfParameters(IEnumerable<IParameterSymbol> parameters) => string.Concat(parameters.Select(parameter => Attributes(parameter, parameter.Name + ": ")));

    private static string Attributes(ISymbol symbol, string target = "") => string.Concat(symbol.GetAttributes().Select(attribute => Told(target, attribute)));

    private static string Told(string target, AttributeData attribute) =>
        TellingAttributes.Contains(attribute.AttributeClass?.ToDisplayString() ?? "") ? $"[{target}{attribute}] " : "";

    [GeneratedRegex(" (internal|private|private protected) (set|init|get);")]
    private static partial Regex UncallableAccessor();
}
