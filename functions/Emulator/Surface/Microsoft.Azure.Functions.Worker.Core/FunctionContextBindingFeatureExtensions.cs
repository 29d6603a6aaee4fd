using AccessReview.Emulator.Host;

namespace Microsoft.Azure.Functions.Worker;

public static class FunctionContextBindingFeatureExtensions
{
    public static InvocationResult<T> GetInvocationResult<T>(this FunctionContext context)
    {
        var cell = FunctionResult.Of(context);
        return cell.Value is T
            ? new FunctionResult.View<T>(cell)
            : throw new InvalidOperationException($"Requested type({typeof(T)}) does not match the type of Invocation result({cell.Value?.GetType()})");
    }

    public static InvocationResult GetInvocationResult(this FunctionContext context) => new FunctionResult.View(FunctionResult.Of(context));
}
