using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace AccessReview.App.Slack;

/// <summary>Reads a form from the signed bytes.</summary>
internal static class SlackForm
{
    public static IReadOnlyDictionary<string, string> Read(ReadOnlyMemory<byte> body) =>
        QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body.Span)).ToDictionary(field => field.Key, field => field.Value.ToString());
}
