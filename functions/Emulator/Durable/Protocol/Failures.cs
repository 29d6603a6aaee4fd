using DurableTask.Core;
using Google.Protobuf.WellKnownTypes;
using P = Microsoft.DurableTask.Protobuf;

namespace AccessReview.Emulator.Durable.Protocol;

/// <summary>Converts the engine's failure details to protobuf and back. Their properties stay protobuf values, because only workers read them.</summary>
internal static class Failures
{
    public static P.TaskFailureDetails? ToProtobuf(this FailureDetails? failure)
    {
        if (failure is null)
            return null;

        var details = new P.TaskFailureDetails
        {
            ErrorType = failure.ErrorType,
            ErrorMessage = failure.ErrorMessage,
            StackTrace = failure.StackTrace,
            InnerFailure = failure.InnerFailure.ToProtobuf(),
            IsNonRetriable = failure.IsNonRetriable,
        };
        foreach (var (name, value) in failure.Properties ?? new Dictionary<string, object?>())
            details.Properties[name] = value as Value ?? (value is null ? Value.ForNull() : Value.ForString($"{value}"));
        return details;
    }

    public static FailureDetails? ToCore(this P.TaskFailureDetails? failure) =>
        failure is null
            ? null
            : new FailureDetails(
                failure.ErrorType,
                failure.ErrorMessage,
                failure.StackTrace,
                failure.InnerFailure.ToCore(),
                failure.IsNonRetriable,
                failure.Properties.Count == 0
                    ? null
                    : failure.Properties.ToDictionary(property => property.Key, property => (object?)property.Value));
}
