using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace AccessReview.Emulator.Host;

/// <summary>A function's method, ready to be called: on an instance of its own for each invocation, or static.</summary>
internal sealed class FunctionMethod
{
    private readonly MethodInvoker _method;
    private readonly ObjectFactory? _instances;
    private readonly PropertyInfo? _result;

    private FunctionMethod(MethodInfo method)
    {
        _method = MethodInvoker.Create(method);
        _instances = method.IsStatic ? null : ActivatorUtilities.CreateFactory(method.DeclaringType!, []); // A method found by reflection has a type.
        _result = method.ReturnType.IsGenericType && method.ReturnType.IsAssignableTo(typeof(Task)) ? method.ReturnType.GetProperty(nameof(Task<>.Result)) : null;
    }

    public static FunctionMethod Of(MethodInfo method) => new(method);

    public async Task<object?> RunAsync(IServiceProvider services, object?[] arguments)
    {
        var instance = _instances?.Invoke(services, null);
        try
        {
            var answer = _method.Invoke(instance, arguments.AsSpan());
            if (answer is not Task task)
                return answer;
            await task;
            return _result?.GetValue(task);
        }
        finally
        {
            if (instance is IAsyncDisposable asyncDisposable)
                await asyncDisposable.DisposeAsync();
            else
                (instance as IDisposable)?.Dispose();
        }
    }
}
