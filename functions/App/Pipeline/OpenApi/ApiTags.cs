using System.Reflection;
using AccessReview.App.Http;
using Microsoft.OpenApi;

namespace AccessReview.App.Pipeline.OpenApi;

/// <summary>Groups the endpoints by the folder of their function.</summary>
internal static class ApiTags
{
    private static readonly Dictionary<string, OpenApiTag> ByFolder = new(StringComparer.Ordinal)
    {
        ["TaskApi"] = Tag("Tasks", "Read, decide, reassign, comment and open tasks."),
        ["Requests"] = Tag("Requests", "Request access, follow a request and withdraw it."),
        ["DirectoryPages"] = Tag("Directory", "People, apps, entitlements and who has which."),
        ["Imports"] = Tag("Imports", "Load the directory from files or JSON."),
        ["Absence"] = Tag("Out of office", "Who decides while the caller is away."),
        ["Settings"] = Tag("Notification settings", "How the caller is notified."),
        ["LinkPages"] = Tag("Links", "Signed links in mails."),
        ["Operation"] = Tag("Operation", "The state of the system, and what operators can do about it."),
        ["Audit"] = Tag("Audit", "Verify the history against its signed digests."),
        ["Health"] = Tag("Health", "Whether the system works."),
        ["OpenApi"] = Tag("Description", "This description."),
    };

    private static readonly Dictionary<string, OpenApiTag> GivenByFolder =
        typeof(ApiTags).Assembly.GetCustomAttributes<ApiTagAttribute>().ToDictionary(tag => tag.Folder, tag => Tag(tag.Name, tag.Description), StringComparer.Ordinal);

    /// <exception cref="InvalidOperationException">The folder has no tag.</exception>
    public static OpenApiTag Of(HttpEndpoint endpoint) =>
        endpoint.Method.DeclaringType?.Namespace?.Split('.')[^1] is { } folder && (ByFolder.TryGetValue(folder, out var tag) || GivenByFolder.TryGetValue(folder, out tag))
            ? tag
            : throw new InvalidOperationException($"The folder of {endpoint.Name} needs a tag.");

    private static OpenApiTag Tag(string name, string description) => new() { Name = name, Description = description };
}
