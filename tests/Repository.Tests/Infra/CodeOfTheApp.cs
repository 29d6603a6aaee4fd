using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using AccessReview.App;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace AccessReview.Repository.Tests.Infra;

/// <summary>Facts read from the app's assembly.</summary>
internal static class CodeOfTheApp
{
    private static readonly Assembly App = typeof(AccessReviewApp).Assembly;

    /// <summary>
    /// The members of other assemblies' types that the code calls, as
    /// <c>Azure.Data.Tables.TableClient.GetEntityAsync</c>.
    /// </summary>
    public static IReadOnlySet<string> Calls { get; } = ReadCalls();

    /// <summary>All log messages of the app, with placeholders.</summary>
    public static IReadOnlyList<string> LogMessages { get; } =
    [
        .. App.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()?.Message)
            .OfType<string>(),
    ];

    /// <summary>Each function's name, and the name of its trigger's attribute.</summary>
    public static IReadOnlyDictionary<string, string> Functions { get; } = App.GetTypes()
        .SelectMany(type => type.GetMethods())
        .Select(method => (method.GetCustomAttribute<FunctionAttribute>()?.Name, Trigger: method.GetParameters().SelectMany(parameter => parameter.GetCustomAttributes()).Select(attribute => attribute.GetType().Name).FirstOrDefault(name => name.EndsWith("TriggerAttribute", StringComparison.Ordinal))))
        .Where(function => function.Name is not null)
        .ToDictionary(function => function.Name!, function => function.Trigger ?? "");

    public static bool Uses(string type) => Calls.Any(call => call.StartsWith(type + ".", StringComparison.Ordinal));

    private static HashSet<string> ReadCalls()
    {
        using var file = new PEReader(File.OpenRead(App.Location));
        var metadata = file.GetMetadataReader();
        return
        [
            .. metadata.MemberReferences.Select(metadata.GetMemberReference)
                .Where(member => member.Parent.Kind == HandleKind.TypeReference)
                .Select(member => (Type: metadata.GetTypeReference((TypeReferenceHandle)member.Parent), Member: metadata.GetString(member.Name)))
                .Select(member => $"{metadata.GetString(member.Type.Namespace)}.{metadata.GetString(member.Type.Name)}.{member.Member}"),
        ];
    }
}
