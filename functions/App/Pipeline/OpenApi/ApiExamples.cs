using System.Text.Json.Nodes;

namespace AccessReview.App.Pipeline.OpenApi;

/// <summary>
/// Examples of requests and responses: embedded files, named by the operation and <c>request</c> or the status.
/// A test sends the requests to the app and compares its responses with these files.
/// </summary>
internal static class ApiExamples
{
    public const string Prefix = "OpenApi/";

    /// <returns>Null: there is no example.</returns>
    public static JsonNode? Find(string operation, string part)
    {
        using var file = typeof(ApiExamples).Assembly.GetManifestResourceStream($"{Prefix}{operation}.{part}.json");
        return file is null ? null : JsonNode.Parse(file);
    }
}
