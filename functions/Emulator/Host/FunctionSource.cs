using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.Emulator.Host;

/// <summary>Where functions are looked for.</summary>
internal sealed class FunctionSource(IReadOnlyList<Type> types)
{
    private const BindingFlags Methods = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>The app's assembly and those of its own projects, told from packages by their use of this assembly.</summary>
    public static FunctionSource Of(Assembly app)
    {
        var emulator = typeof(FunctionSource).Assembly;
        var projects = app.GetReferencedAssemblies()
            .Where(name => File.Exists(Path.Combine(AppContext.BaseDirectory, name.Name + ".dll")))
            .Select(Assembly.Load)
            .Where(assembly => assembly.GetReferencedAssemblies().Any(name => name.Name == emulator.GetName().Name));
        return new FunctionSource([.. projects.Prepend(app).SelectMany(assembly => assembly.GetTypes())]);
    }

    public IEnumerable<EmulatedFunction> Functions() =>
        from type in types
        where type is { IsClass: true, IsGenericTypeDefinition: false }
        from method in type.GetMethods(Methods)
        let function = method.GetCustomAttribute<FunctionAttribute>()
        where function is not null
        select EmulatedFunction.Of(method, function);
}
