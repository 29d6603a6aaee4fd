using Microsoft.DurableTask.Worker;

namespace AccessReview.TinyApp;

/// <summary>Adds a value of each kind to the failure details of one kind of exception.</summary>
internal sealed class ExceptionProperties : IExceptionPropertiesProvider
{
    public IDictionary<string, object?>? GetExceptionProperties(Exception exception) => exception is not ArgumentOutOfRangeException outside
        ? null
        : new Dictionary<string, object?>
        {
            ["name"] = outside.ParamName,
            ["value"] = outside.ActualValue,
            ["at"] = new DateTime(2026, 1, 5, 9, 0, 0, DateTimeKind.Utc),
            ["limits"] = new List<object?> { 1, "ten", null },
            ["nested"] = new Dictionary<string, object?> { ["isFinal"] = true, ["nothing"] = null },
        };
}
