using System.Reflection;
using System.Runtime.CompilerServices;

namespace Microsoft.Azure.Functions.Worker.Builder;

// Not static in Microsoft's package either.
#pragma warning disable CA1052
public class FunctionsApplication
#pragma warning restore CA1052
{
    // The assembly that asks is the function app, also when a test process hosts it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(args, Assembly.GetCallingAssembly());
}
