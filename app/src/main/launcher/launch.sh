# Sourced by the launchers, that of the source tree and that of the archive, for what they share. They
# set: launcher, the folder of this file; lib, the folder of the archives; java, the program.
# Environment: GATEHOUSE_JAVA_OPTS (more options for the virtual machine; without an AOT cache then).

# Sets mode to the options and the AOT cache that fit a command: serve for servers, which run for
# long and answer many; stdio for everything else, which serves one person and should be there at once.
choose_mode() {
  mode=stdio
  case ${1:-} in
    serve | demo) mode=serve ;;
  esac
  for argument; do
    [ "$argument" != --stdio ] || mode=stdio
  done
}

# In the order of their names, as an AOT cache demands the same class path every time.
find_classpath() {
  classpath=
  for jar in "$lib"/*.jar; do
    classpath=$classpath${classpath:+:}$jar
  done
}

# Whether an AOT cache can be used: options of the user's own may be at odds with it, which would end
# the virtual machine.
takes_cache() {
  [ -z "${GATEHOUSE_JAVA_OPTS:-}${JAVA_TOOL_OPTIONS:-}${JDK_JAVA_OPTIONS:-}" ]
}

# Runs a command; cache is the AOT cache for it, or empty.
launch() {
  set -f
  exec "$java" "@$launcher/all.options" "@$launcher/$mode.options" ${cache:+"-XX:AOTCache=$cache"} \
    -Dgatehouse.launcher="$self" ${GATEHOUSE_JAVA_OPTS:-} -cp "$classpath" dev.gatehouse.app.Gatehouse "$@"
}
