using Microsoft.AspNetCore.Http;

namespace AccessReview.Emulator.Tables;

/// <summary>How much metadata a response contains.</summary>
internal enum ODataMetadata
{
    None,
    Minimal,
    Full,
}

internal static class ODataMetadataChoice
{
    public static ODataMetadata Of(HttpRequest request)
    {
        var format = request.Query.TryGetValue("$format", out var chosen) ? chosen.ToString() : request.Headers.Accept.ToString();
        if (format.Contains("odata=nometadata", StringComparison.OrdinalIgnoreCase))
            return ODataMetadata.None;
        return format.Contains("odata=fullmetadata", StringComparison.OrdinalIgnoreCase) ? ODataMetadata.Full : ODataMetadata.Minimal;
    }

    public static string ContentType(ODataMetadata metadata) => metadata switch
    {
        ODataMetadata.None => "application/json;odata=nometadata;streaming=true;charset=utf-8",
        ODataMetadata.Minimal => "application/json;odata=minimalmetadata;streaming=true;charset=utf-8",
        ODataMetadata.Full => "application/json;odata=fullmetadata;streaming=true;charset=utf-8",
    };
}
