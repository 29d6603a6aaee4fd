using System.Globalization;
using System.Text.Json;
using Azure;

namespace AccessReview.Emulator.Email;

/// <summary>The service's responses.</summary>
internal static class EmailResponses
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static Response Accepted(string operationId) => new EmulatorResponse(
        202,
        Body(new { id = operationId, status = MailOperation.Running }),
        ("Content-Type", "application/json"),
        ("Operation-Location", $"/emails/operations/{operationId}"));

    public static Response Status(string operationId, string status, EmailProblem? problem) => new EmulatorResponse(
        200,
        Body(new { id = operationId, status, error = problem }),
        ("Content-Type", "application/json"));

    public static RequestFailedException Refusal(int status, EmailProblem problem, TimeSpan? retryAfter = null)
    {
        (string, string)[] headers = retryAfter is { } wait
            ? [("Content-Type", "application/json"), ("Retry-After", Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture))]
            : [("Content-Type", "application/json")];
        // The response only holds memory, and the exception keeps it.
#pragma warning disable CA2000
        return new RequestFailedException(new EmulatorResponse(status, Body(new { error = problem }), headers));
#pragma warning restore CA2000
    }

    private static BinaryData Body(object value) => BinaryData.FromObjectAsJson(value, Json);
}
