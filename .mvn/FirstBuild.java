/** Says that the first build downloads, because Maven is silent about it when it is asked to be quiet. */
final class FirstBuild {

    private FirstBuild() {}

    public static void main(String[] arguments) {
        System.out.println("The first build downloads libraries and plugins (the demo needs about 180 MB) and takes some minutes.");
        System.out.println("With -q, Maven prints nothing meanwhile.");
    }
}
