using Microsoft.Azure.Functions.Worker;

namespace AccessReview.Emulator.Host;

/// <summary>What a function answered: a cell that middleware may read and replace after the function has run.</summary>
internal sealed class FunctionResult
{
    public object? Value { get; set; }

    public static FunctionResult Of(FunctionContext context) =>
        context.Features.Get<FunctionResult>() ?? throw new InvalidOperationException($"No feature is registered with the type {typeof(FunctionResult)}.");

    internal sealed class View(FunctionResult cell) : InvocationResult
    {
        public override object? Value
        {
            get => cell.Value;
            set => cell.Value = value;
        }
    }

    internal sealed class View<T>(FunctionResult cell) : InvocationResult<T>
    {
        public override T? Value
        {
            get => (T?)cell.Value;
            set => cell.Value = value;
        }
    }
}
