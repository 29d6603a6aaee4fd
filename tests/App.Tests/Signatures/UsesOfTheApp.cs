using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace AccessReview.App.Tests.Signatures;

/// <summary>What the compiled app takes from the emulator, by its metadata: nobody has to remember to write it down.</summary>
internal static class UsesOfTheApp
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Assembly App = typeof(AccessReviewApp).Assembly;

    // Stand in for the type parameters of whatever code a row belongs to.
    private static readonly Type[] Anything = [.. Enumerable.Repeat(typeof(object), 8)];

    /// <summary>The emulator's types and members by their places in its metadata.</summary>
    public static IReadOnlySet<int> Of(Assembly emulator)
    {
        var used = References(emulator).Concat(NamedArguments()).Concat(Inherited()).SelectMany(Whole).Where(member => member.Module.Assembly == emulator);
        return used.Select(member => member.MetadataToken).ToHashSet();
    }

    /// <summary>Every row by which the app's code names a type of the emulator or calls a member of one.</summary>
    private static List<MemberInfo> References(Assembly emulator)
    {
        using var image = new PEReader(File.OpenRead(App.Location));
        var metadata = image.GetMetadataReader();
        var types = metadata.TypeReferences.Where(row => IsOf(emulator, row, metadata)).Select(row => (EntityHandle)row);
        var members = metadata.MemberReferences.Where(row => IsOf(emulator, metadata.GetMemberReference(row).Parent, metadata)).Select(row => (EntityHandle)row);
        return [.. types.Concat(members).Select(row => App.ManifestModule.ResolveMember(MetadataTokens.GetToken(row), Anything, Anything)).OfType<MemberInfo>()];
    }

    private static bool IsOf(Assembly assembly, EntityHandle row, MetadataReader metadata)
    {
        switch (row.Kind)
        {
            case HandleKind.AssemblyReference:
                return metadata.StringComparer.Equals(metadata.GetAssemblyReference((AssemblyReferenceHandle)row).Name, assembly.GetName().Name ?? "");
            case HandleKind.TypeReference:
                return IsOf(assembly, metadata.GetTypeReference((TypeReferenceHandle)row).ResolutionScope, metadata);
            case HandleKind.TypeSpecification:
                var signature = metadata.GetBlobReader(metadata.GetTypeSpecification((TypeSpecificationHandle)row).Signature);
                if (signature.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
                    return false;
                signature.ReadCompressedInteger(); // Class or value type.
                return IsOf(assembly, signature.ReadTypeHandle(), metadata);
            default:
                return false;
        }
    }

    /// <summary>What stands in an attribute's brackets has no row of its own.</summary>
    private static IEnumerable<MemberInfo> NamedArguments()
    {
        var types = App.GetTypes();
        var members = types.SelectMany(type => type.GetMembers(Everything)).ToList();
        var parameters = members.OfType<MethodBase>().SelectMany(method => method.GetParameters());
        var attributes = types.Concat(members).SelectMany(member => member.CustomAttributes).Concat(parameters.SelectMany(parameter => parameter.CustomAttributes));
        return attributes.SelectMany(attribute => attribute.NamedArguments).Select(argument => argument.MemberInfo);
    }

    /// <summary>Members that the app implements or overrides.</summary>
    private static IEnumerable<MemberInfo> Inherited()
    {
        foreach (var type in App.GetTypes())
        {
            foreach (var method in type.GetInterfaces().SelectMany(face => face.GetMethods()))
                yield return method;
            foreach (var method in type.GetMethods(Everything).Where(method => method.IsVirtual))
                yield return method.GetBaseDefinition();
        }
    }

    /// <summary>A member as it is declared, with its type and property; constants, which a compiler copies, with their type.</summary>
    private static IEnumerable<MemberInfo> Whole(MemberInfo member)
    {
        var declared = member is PropertyInfo ? member : member.Module.ResolveMember(member.MetadataToken) ?? member;
        yield return declared;
        if ((declared as Type ?? declared.DeclaringType) is not { } type)
            yield break;
        yield return type;
        foreach (var constant in type.GetFields(Everything).Where(field => field.IsLiteral))
            yield return constant;
        foreach (var property in type.GetProperties(Everything).Where(property => property.GetAccessors(true).Contains(declared)))
            yield return property;
    }
}
