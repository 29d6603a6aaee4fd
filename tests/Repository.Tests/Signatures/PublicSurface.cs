using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AccessReview.Repository.Tests.Signatures;

/// <summary>The public API of assemblies, read from their metadata; nothing is loaded or run.</summary>
internal sealed class PublicSurface
{
    private readonly Dictionary<string, INamedTypeSymbol> _types;

    private PublicSurface(Dictionary<string, INamedTypeSymbol> types) => _types = types;

    public IEnumerable<INamedTypeSymbol> Types => _types.Values;

    /// <param name="assembly">The file to read.</param>
    /// <param name="beside">Files of assemblies whose types it refers to.</param>
    public static PublicSurface Of(string assembly, params IReadOnlyList<string> beside)
    {
        // Referenced types are looked up there and in the assemblies of this process; unknown types keep their names.
        var known = ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Concat(beside).Where(path => Path.GetFileName(path) != Path.GetFileName(assembly));
        var self = MetadataReference.CreateFromFile(assembly);
        var compilation = CSharpCompilation.Create("reader", references: [self, .. known.Select(path => MetadataReference.CreateFromFile(path))]);
        var symbol = compilation.GetAssemblyOrModuleSymbol(self) as IAssemblySymbol ?? throw new BadImageFormatException("Not an assembly.", assembly);
        return new PublicSurface(Within(symbol.GlobalNamespace).ToDictionary(KeyOf));
    }

    public INamedTypeSymbol? Find(string key) => _types.GetValueOrDefault(key);

    /// <summary>The name that a type has in documentation: unlike in C#, with the number of its type parameters.</summary>
    public static string KeyOf(INamedTypeSymbol type) => type.GetDocumentationCommentId() ?? throw new ArgumentException("It has no name.", nameof(type));

    /// <summary>Members that another assembly can call, implement or override, in the order of the lists.</summary>
    public static IEnumerable<ISymbol> MembersOf(INamedTypeSymbol type) =>
        type.TypeKind == TypeKind.Delegate ? [] : type.GetMembers().Where(IsOffered).OrderBy(Rank).ThenBy(Declaration.Of, StringComparer.Ordinal);

    private static bool IsOffered(ISymbol member) =>
        member is not INamedTypeSymbol and { IsImplicitlyDeclared: false }
        && member.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal
        && (member is not IMethodSymbol method || (method.AssociatedSymbol is null && !method.Name.Contains('<', StringComparison.Ordinal)));

    private static int Rank(ISymbol member) => member switch
    {
        IFieldSymbol => 0,
        IMethodSymbol { MethodKind: MethodKind.Constructor } => 1,
        IPropertySymbol => 2,
        IEventSymbol => 3,
        _ => 4,
    };

    private static IEnumerable<INamedTypeSymbol> Within(ISymbol container) => container switch
    {
        INamespaceSymbol space => space.GetMembers().SelectMany(Within),
        INamedTypeSymbol { DeclaredAccessibility: Accessibility.Public } type => [type, .. type.GetMembers().SelectMany(Within)],
        _ => [],
    };
}
